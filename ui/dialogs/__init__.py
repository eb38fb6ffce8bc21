"""Conversations with the person: each dialog asks one thing, its logic apart from its widgets."""
