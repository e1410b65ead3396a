"""Pages of 平台运营."""
