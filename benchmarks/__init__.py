"""Measurements that anyone can repeat: `python -m benchmarks.NAME`; each ends with a line that says what holds."""
