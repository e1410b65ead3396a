"""Who sees which rows: Scope values and managers that are closed without one."""
