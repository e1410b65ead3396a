"""Measurements of what performance is promised; not part of the product."""
