"""The dialogs of the register: what wants a second look before it is done."""
