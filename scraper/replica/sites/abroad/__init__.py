"""Sites outside the mainland."""
