"""What commands say about an article, in words for a terminal."""
