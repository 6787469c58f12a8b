"""One scenario's statistics for coaches."""
