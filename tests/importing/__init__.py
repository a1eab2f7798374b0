"""Everything that people bring along from elsewhere."""
