"""A content farm on EmpireCMS (fensifuwu.com): infinite scroll, run-together labels, the true source at the end."""
