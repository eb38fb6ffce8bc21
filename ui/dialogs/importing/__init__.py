"""Importing texts: what each file holds is seen before anything is written."""
