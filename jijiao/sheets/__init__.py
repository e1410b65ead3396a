"""Spreadsheets: one declaration gives template, import, failed rows and export."""
