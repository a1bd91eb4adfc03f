"""Pure functions from a raw page to an article: decode, repair, extract, relate. No network, database or clock."""
