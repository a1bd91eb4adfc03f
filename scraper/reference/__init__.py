"""docs/reference.md, made from the commands and the settings themselves."""
