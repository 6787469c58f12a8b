"""The product as a person has it: a server process of its own, and Chromium."""
