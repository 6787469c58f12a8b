"""How far each scorer agrees with coaches."""
