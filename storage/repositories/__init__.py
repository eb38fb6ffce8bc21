"""Reading the project: SQL in, values out; rows stop here."""
