"""How many sets a day of training has; known without the tables."""

# The sets of each entry of each slot.  The last slot is a superset.
SETS = ((4,), (4,), (4,), (3,), (3,), (3, 4))
COUNTS = tuple(count for of_slot in SETS for count in of_slot)
