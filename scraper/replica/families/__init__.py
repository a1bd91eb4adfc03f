"""Sites printed from data: `NAME.toml` here is the markup of a content system, `../fixtures/SITE.toml` who uses it."""
