"""Training plans, the progression engine, sessions and logs."""
