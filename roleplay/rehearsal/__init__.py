"""Bot sellers try a scenario before people do: full attempts through the seller's door, and figures about them."""
