"""What a person ate, kept as it was when it was written down."""
