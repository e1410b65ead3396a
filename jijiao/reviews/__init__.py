"""审核: one route, one inbox and one set of decisions for every kind of request."""
