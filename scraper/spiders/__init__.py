"""What all sites share: how lists, feeds and e-papers are read, and how articles are followed."""
