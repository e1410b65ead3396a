"""用户: accounts, hats (身份), roles and permissions, signing in."""
