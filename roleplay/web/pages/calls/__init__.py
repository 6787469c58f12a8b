"""Real calls: import a recording, look at what was masked, read its scorecard."""
