"""What one parse and one walk yield: lines, blocks, links, and what the head states."""
