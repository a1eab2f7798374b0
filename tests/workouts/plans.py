"""Plans, logs and values in a notation as short as the contract's own examples."""

from decimal import Decimal
from itertools import islice

from workouts.progression import Course, Operation, Performance, Quantity, Rule, Step, progress

WEIGHT, REPETITIONS, RIR, REST, SETS = (
    Quantity.WEIGHT,
    Quantity.REPETITIONS,
    Quantity.RIR,
    Quantity.REST,
    Quantity.SETS,
)
MAX_WEIGHT, MAX_REPETITIONS = Quantity.MAX_WEIGHT, Quantity.MAX_REPETITIONS
BOTH = "weight,repetitions"


def rule(text, needs=""):
    """``2:+2.5%*`` is: from iteration 2 on add 2.5 percent, again and again."""
    iteration, change = text.split(":")
    return Rule(
        iteration=int(iteration),
        value=Decimal(change[1:].strip("%*n")),
        operation=Operation(change[0]),
        step=Step.PERCENT if "%" in change else Step.NOT_APPLICABLE if "n" in change else Step.ABSOLUTE,
        repeat="*" in change,
        requirements=frozenset(Quantity(name) for name in needs.split(",") if name),
    )


def rules(text):
    return [rule(one) for one in text.split()]


def course(**texts):
    return Course({Quantity(name): rules(text) for name, text in texts.items()})


def values(course, quantity, count, logs=()):
    return [getattr(each, quantity) for each in islice(progress(course, logs), count)]


def numbers(text):
    return [None if each == "-" else Decimal(each) for each in text.split()]


def log(iteration, weight=None, repetitions=None, rir=None, rest=None):
    values = [None if each is None else Decimal(each) for each in (weight, repetitions, rir, rest)]
    return Performance(iteration, *values)
