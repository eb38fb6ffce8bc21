"""Measurements against baselines in the same run; not collected by pytest."""
