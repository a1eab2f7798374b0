"""What holds for every plan."""

import sys
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workouts.plans import (
    BOTH,
    REPETITIONS,
    REST,
    RIR,
    WEIGHT,
    log,
    rule,
)
from workouts import progression
from workouts.progression import (
    Course,
    Operation,
    Performance,
    Quantity,
    Rule,
    Step,
    Values,
    progress,
    rounded,
)

RULE = st.builds(
    Rule,
    iteration=st.just(0),
    value=st.decimals(0, 3000, places=2),
    operation=st.sampled_from(Operation),
    step=st.sampled_from(Step),
    repeat=st.booleans(),
    requirements=st.frozensets(st.sampled_from([WEIGHT, REPETITIONS, RIR, REST])),
)
RULES = st.dictionaries(st.integers(0, 12), RULE, max_size=5).map(
    lambda found: [replace(one, iteration=iteration) for iteration, one in found.items()]
)
PLANS = st.dictionaries(st.sampled_from(Quantity), RULES, max_size=4)
AMOUNTS = st.none() | st.decimals(0, 3000, places=2)
LOGS = st.lists(st.builds(Performance, st.integers(0, 12), AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS), max_size=12)


def sequence(plan, logs, count=14):
    return list(islice(progress(Course(plan, Decimal("2.5"), Decimal(1)), logs), count))


@pytest.mark.slow
@given(PLANS, LOGS, st.randoms())
def test_order_of_rows_does_not_matter(plan, logs, random):
    shuffled = {quantity: random.sample(held, len(held)) for quantity, held in plan.items()}

    assert sequence(shuffled, random.sample(logs, len(logs))) == sequence(plan, logs)


@pytest.mark.slow
@given(PLANS, LOGS)
def test_values_stay_within_their_limits(plan, logs):
    for values in sequence(plan, logs):
        for quantity in Quantity:
            value = getattr(values, quantity)
            assert value is None or 0 <= value <= (Decimal("9.5") if "rir" in quantity else Decimal("9999.99"))


@pytest.mark.slow
@given(PLANS, LOGS, st.integers(1, 13))
def test_what_comes_later_does_not_change_what_was(plan, logs, now):
    known = {quantity: [one for one in held if one.iteration <= now] for quantity, held in plan.items()}
    performed = [one for one in logs if one.iteration < now]

    assert sequence(known, performed, now) == sequence(plan, logs, now)


class ByTheBook:
    """The contract read aloud: a rule is active from its iteration on, and armed when it was not earned."""

    def __init__(self, plan):
        self.plan = plan
        self.value, self.active, self.armed, self.candidate = (dict.fromkeys(Quantity) for _ in range(4))

    def go_on(self, iteration, logs):
        shown = {quantity: self.shown(quantity) for quantity in Quantity}
        for quantity in Quantity:
            starting = next((one for one in self.plan.get(quantity, []) if one.iteration == iteration), None)
            active = self.active[quantity]
            if starting:
                self.active[quantity], self.armed[quantity] = starting, None
            self.candidate[quantity] = starting or (active if active and active.repeat else self.armed[quantity])
            self.apply(quantity, iteration, shown, logs)
        return Values(**{quantity.value: self.value[quantity] for quantity in Quantity})

    def shown(self, quantity):
        value = self.value[quantity]
        return None if value is None else rounded(value, Course({}, Decimal("2.5"), Decimal(1)).rounding(quantity))

    def apply(self, quantity, iteration, shown, logs):
        candidate = self.candidate[quantity]
        if candidate is None:
            return
        base = progression.LOWER_END.get(quantity)
        governing = (base and (self.candidate[base] or self.active[base])) or candidate
        if iteration == 1 or not governing.requirements or self.earned(governing, iteration, shown, logs):
            most = Decimal("9.5") if "rir" in quantity else Decimal("9999.99")
            self.value[quantity] = self.changed(candidate, self.value[quantity] or Decimal(0), most)
            self.armed[quantity] = None
        elif not candidate.repeat:
            self.armed[quantity] = candidate

    def earned(self, governing, iteration, shown, logs):
        return any(
            all(
                getattr(one, name) is not None and shown[name] is not None and getattr(one, name) >= shown[name]
                for name in governing.requirements
            )
            for one in logs
            if one.iteration == iteration - 1
        )

    def changed(self, one, current, most):
        if one.operation == Operation.REPLACE:
            return one.value
        change = current * one.value / 100 if one.step == Step.PERCENT else one.value
        return min(max(current + (change if one.operation == Operation.ADD else -change), Decimal(0)), most)


SMALL = st.none() | st.integers(0, 3).map(Decimal)
SMALL_RULES = st.dictionaries(
    st.integers(0, 8),
    st.builds(
        Rule,
        iteration=st.just(0),
        value=st.integers(0, 3).map(Decimal),
        operation=st.sampled_from(Operation),
        step=st.sampled_from(Step),
        repeat=st.booleans(),
        requirements=st.frozensets(st.sampled_from([WEIGHT, REPETITIONS, RIR, REST]), max_size=1),
    ),
    max_size=4,
).map(lambda found: [replace(one, iteration=iteration) for iteration, one in found.items()])


@pytest.mark.slow
@given(
    st.dictionaries(st.sampled_from(Quantity), SMALL_RULES),
    st.lists(st.builds(Performance, st.integers(0, 9), SMALL, SMALL, SMALL, SMALL), max_size=15),
)
def test_each_iteration_is_a_function_of_the_one_before_as_the_contract_says(plan, logs):
    book = ByTheBook(plan)

    assert sequence(plan, logs, 10) == [book.go_on(iteration, logs) for iteration in range(1, 11)]


def lines_run(work):
    """How many lines of the engine ran: a measure of work that no busy machine disturbs."""
    ran, before = 0, sys.gettrace()
    engine = str(Path(progression.__file__))

    def trace(frame, event, argument):
        nonlocal ran
        ran += event == "line"
        return trace if frame.f_code.co_filename == engine else None

    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return ran


def all_rules(count):
    return [rule(f"{each}:+1*", BOTH if each % 2 else "") for each in range(1, count + 1)]


@pytest.mark.parametrize("logs_per_iteration", [0, 3])
def test_work_grows_in_line_with_iterations_rules_and_logs(logs_per_iteration):
    def work(size):
        plan = Course({quantity: all_rules(size) for quantity in Quantity})
        logs = [log(each, 1, 1) for each in range(size) for _ in range(logs_per_iteration)]
        return lambda: list(islice(progress(plan, logs), size))

    short, long = lines_run(work(50)), lines_run(work(100))

    assert short > 50 * 10
    assert long == pytest.approx(2 * short, rel=0.02)
