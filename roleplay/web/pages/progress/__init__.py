"""How a seller's scores change from talk to talk."""
