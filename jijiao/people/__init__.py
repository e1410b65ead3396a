"""专业技术人员: the register of people and its import."""
