"""Readers: one file for each outside format; each gives values and findings, and none knows another."""
