"""Which lines are the article."""
