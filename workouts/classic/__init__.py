"""The classic vocabulary: workout, set, setting, schedule."""
