"""The ear for meaning: a small sentence encoder, and light classifiers over its vectors. Without the encoder it hears nothing."""
