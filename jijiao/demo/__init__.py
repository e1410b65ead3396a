"""The demonstration: made-up units and people, created through the product's own actions."""
