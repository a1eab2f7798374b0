"""Ingredients, plans, meals and the food diary."""
