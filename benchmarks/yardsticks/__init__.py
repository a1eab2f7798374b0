"""What our answers are compared with.  Never part of the product's routes."""
