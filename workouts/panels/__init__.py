"""What the dashboard shows of training."""
