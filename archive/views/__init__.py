"""What is read out of the archive for people: SQL views, and the questions that commands ask."""
