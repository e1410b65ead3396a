"""The architecture, held by tests that read the source."""
