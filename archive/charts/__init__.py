"""Draws the numbers of `archive.views.figures`: pictures with their tables, in a page that runs no script."""
