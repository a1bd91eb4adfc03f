"""Servers that are broken, hostile or in trouble."""
