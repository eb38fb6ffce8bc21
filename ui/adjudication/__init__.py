"""Adjudicating several layers: cases, lanes, decisions."""
