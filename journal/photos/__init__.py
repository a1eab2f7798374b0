"""Progress photos: files that nobody but their owner gets to see."""
