"""Measurements: each module prints what it measured, as ratios where machines differ."""
