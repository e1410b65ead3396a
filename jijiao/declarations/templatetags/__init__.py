"""Tags of the declarations' templates."""
