"""One package a site: its templates as HTML files, and how articles and lists fill them."""
