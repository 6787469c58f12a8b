"""Trying one moment of a talk again, and both talks side by side."""
