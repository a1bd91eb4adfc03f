"""Workers' Daily online (workercn.cn): new site, five old templates, big5 gateway, e-paper."""
