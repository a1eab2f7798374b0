"""Plans in the newer vocabulary: routine, day, slot, slot-entry and the rules by which they progress."""
