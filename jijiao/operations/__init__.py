"""平台运营: look-up, help with accounts, units without a code, mergers, the trail, health."""
