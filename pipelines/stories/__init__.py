"""Articles among each other: which tell the same story, how they hang together, how two copies differ."""
