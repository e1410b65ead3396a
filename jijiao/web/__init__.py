"""Doors, lists, components, base templates: what every page stands on."""
