"""The manual, chapter by chapter, as trips through a real browser."""
