"""Foods that people make of other foods."""
