"""站内信: what the platform tells an account, on the site, by e-mail and by SMS."""
