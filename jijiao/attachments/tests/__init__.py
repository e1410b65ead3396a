"""Tests of uploaded proof."""
