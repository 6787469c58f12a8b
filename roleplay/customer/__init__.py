"""The customer: state, director (pure), and who speaks: the offline customer or a model."""
