"""The numbers behind the pictures of an archive: small typed rows, counted in SQL."""
