"""Reading source texts: one module for each kind of file."""
