"""The web: our own pages, and Chainlit mounted at /chat."""
