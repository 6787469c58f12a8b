"""Signing in: who is there, what they may open, and the identity providers."""
