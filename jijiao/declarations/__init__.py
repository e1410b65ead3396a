"""学时（分）申报: asking that learning be counted."""
