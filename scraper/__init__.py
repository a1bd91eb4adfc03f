"""The network side: Scrapy settings, spider bases, sites, commands, and the replica sites for demo and tests."""
