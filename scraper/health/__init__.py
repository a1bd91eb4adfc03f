"""Whether sites still are as their files describe them, when they are visited, and who hears of a change."""
