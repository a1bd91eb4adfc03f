"""Content systems that several sites share: how they address and page lists, address articles, and lay them out."""
