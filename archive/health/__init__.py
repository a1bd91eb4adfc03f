"""How the sites stand: what each run was measured at, what is wrong since when, what is missing, what is due."""
