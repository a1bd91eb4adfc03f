"""What each page tells, as plain data; how it looks is for the templates."""
