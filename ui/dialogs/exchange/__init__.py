"""The dialogs of exchange between people: merging, sending, assigning, carrying over."""
