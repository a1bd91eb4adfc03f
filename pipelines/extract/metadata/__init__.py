"""Title, date, source, people and section: where pages put them, and what may stand in them."""
