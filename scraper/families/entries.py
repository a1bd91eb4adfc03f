"""What the entries of lists look like wherever a system's own markup is not known."""

ENTRIES = "li:not(:has(li)), tr:not(:has(tr)), dd"
"""The innermost list items and rows: one around them holds other entries' days too."""
DAY = "span, em, i, b, td, time, label"
