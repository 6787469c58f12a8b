"""A seller's own data: kept private, exported, deleted; and what is deleted when it is old."""
