"""The public site: home page, entrances, notices."""
