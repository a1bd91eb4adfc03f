"""Reads what people hand in: files, folders, WARC and WET files, standard input."""
