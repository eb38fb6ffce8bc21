"""The window: menus, panes around the article, and what connects them."""
