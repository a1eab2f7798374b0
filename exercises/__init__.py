"""The public exercise catalogue and its reference tables."""
