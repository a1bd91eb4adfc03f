"""Sites that nobody has a file for: common content systems under invented names, served only when asked for."""
