"""Listening: what a turn does (moves), what it is about (topics) and where the talk is (phases). Deterministic."""
