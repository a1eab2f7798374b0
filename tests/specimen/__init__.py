"""A small app in which every kind of column and relation occurs, to test the dialect by itself."""
