"""Chainlit's side of the web."""
