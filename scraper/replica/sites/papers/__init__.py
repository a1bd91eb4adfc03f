"""Labour papers and dailies, by the forms of their addresses."""
