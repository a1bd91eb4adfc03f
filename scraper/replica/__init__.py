"""Replica sites: a local proxy that answers for the real hosts with invented union news in their real markup.

    with Replica(stories=12, seed=7) as replica:
        os.environ |= {"http_proxy": replica.proxy, "https_proxy": replica.proxy}
        ...  # crawl the real addresses, then compare what was stored with replica.truth

`stories` invents the news, `press` deals it to sites and templates, `world` renders every page, `server` answers for
them, `hostile` spoils answers. To add a site, write a fixture that says which of the systems in `families/` prints it;
where its peculiarities matter, a package in `sites/` with its HTML and a `SITE`, named in `catalogue`.
"""
