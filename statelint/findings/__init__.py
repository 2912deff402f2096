"""Findings as data, and what happens to them before a report: selection by code, level and confidence."""
