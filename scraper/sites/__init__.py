"""The sites, one small file each: `scrapy list` shows them, `scrapy crawl NAME` reads one."""
