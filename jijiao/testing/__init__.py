"""The cast and the makers; imported by tests only."""
