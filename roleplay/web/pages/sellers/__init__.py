"""One seller's page for their coach."""
