"""The seller's first page."""
