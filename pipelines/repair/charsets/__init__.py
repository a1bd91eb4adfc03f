"""Text that was read in a wrong charset, turned back."""
