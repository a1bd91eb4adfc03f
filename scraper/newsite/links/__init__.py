"""Links, what their addresses are made of, and which of them lead to articles."""
