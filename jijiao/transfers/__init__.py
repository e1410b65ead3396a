"""人员调转: a person leaves one unit and comes to another, or leaves the roll for good."""
