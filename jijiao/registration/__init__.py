"""注册: units and people asking to be let in."""
