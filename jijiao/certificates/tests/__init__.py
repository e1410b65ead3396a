"""Tests of 电子证书."""
