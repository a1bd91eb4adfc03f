"""The stylesheets of the pages and of the tables."""
