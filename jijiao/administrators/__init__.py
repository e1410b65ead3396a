"""单位管理员: a unit's administrators, their roles, invitations and substitutes."""
