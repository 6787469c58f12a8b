"""What the models cost, by team and month."""
