"""Keeping an archive safe: copies of it, and a look at its health."""
