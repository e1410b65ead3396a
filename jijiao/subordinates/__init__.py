"""下属机构: the tree below a unit, its care, moves, mergers and dissolution."""
