"""The panes around the article: each shows one side of the project and asks for what it wants."""
