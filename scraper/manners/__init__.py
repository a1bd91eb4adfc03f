"""How the crawler treats sites, and how it guards itself: one small Scrapy component a module.

`robots` and `patience` listen to what a site says, `challenges` recognises a refusal that looks like a page, `guard`
keeps requests on the public web, `redirects` judges every hop, `unpacking` and `wire` bound and check what comes,
`budget` and `traps` bound what is followed, `plain_words` says what went wrong. `hosts` is what they know in common.
"""
