"""平台运营: finding people and units, identity checks, merges, the audit trail, the system's health."""
