"""``make bench``: what a request costs, beside what it would cost in three simpler ways on the same machine."""
