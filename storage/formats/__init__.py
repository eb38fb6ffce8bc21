"""Exchange formats: one module for each direction of each, one registry."""
