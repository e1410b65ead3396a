"""账号安全: recovery, change and reset of passwords, sessions, the second factor."""
