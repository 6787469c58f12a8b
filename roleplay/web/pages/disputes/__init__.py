"""A seller's objections to a scorecard."""
