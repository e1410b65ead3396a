"""Uploaded proof (附件): limits, re-encoding, keeping; served by its owner only."""
