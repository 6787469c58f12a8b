"""Scoring: checks by signals, levels and totals by arithmetic, feedback."""
