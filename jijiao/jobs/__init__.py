"""Background work with progress that survives a killed worker."""
