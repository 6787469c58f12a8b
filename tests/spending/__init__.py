"""What the models cost, and the budget."""
