"""Training that people have recorded in other apps."""
