"""People's Daily online, trade-union news (acftu.people.com.cn): five templates, BIG5 edition, lists, sitemaps, RSS."""
