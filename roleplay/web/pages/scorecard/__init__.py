"""The scorecard of a talk: the page and its downloads."""
