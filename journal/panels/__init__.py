"""What the dashboard shows of the diary and the body."""
