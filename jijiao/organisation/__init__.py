"""本单位: the unit's own pages, its record and its departments."""
