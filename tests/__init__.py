"""Tests of the whole: the architecture and the journeys."""
