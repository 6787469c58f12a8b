"""Sales practice: a customer to talk with, and a scorecard with evidence afterwards."""

__version__ = "0.1.0"
