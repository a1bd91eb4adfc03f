"""Web Archive Collection Zipped, WACZ 1.1.1: the captures behind articles, ready for replay."""
