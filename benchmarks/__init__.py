"""Measurements that hold the project to its floors; run one with `python -m benchmarks.NAME`."""
