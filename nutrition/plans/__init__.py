"""What a person wants to eat: plans, their meals, and the foods in those."""
