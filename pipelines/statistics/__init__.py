"""Small tables of how Chinese is written, each with the loader that reads it and the script that derives it."""
