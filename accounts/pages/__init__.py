"""The pages on which people see their data and look after their account."""
