"""What was trained: sessions, logs and what can be read from them."""
