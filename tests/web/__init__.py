"""The web without a browser: pages and Chainlit's door over a real practice door and database."""
