"""Lists, feeds and articles: where things stand on them."""
