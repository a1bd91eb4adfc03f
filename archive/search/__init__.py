"""Full-text search over the articles: the index that SQL keeps, and the questions that are put to it."""
