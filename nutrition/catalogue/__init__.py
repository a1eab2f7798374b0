"""Foods as everybody reads them, and those that people add for themselves."""
