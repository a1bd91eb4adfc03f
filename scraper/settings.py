"""Scrapy settings of this project; `scraper.addon` adds the components, so that another project can use them too.

Everything here can be overridden on the command line: `scrapy crawl workercn -s ARCHIVE_DIR=/srv/union-news`.
"""

import logging
import os

BOT_NAME = "union-news-archive"
SPIDER_MODULES = ["scraper.sites"]
COMMANDS_MODULE = "scraper.commands"
ADDONS = {"scraper.addon.ArchiveAddon": 0}

# The folder that holds archive.db and warc/.
ARCHIVE_DIR = os.environ.get("ARCHIVE_DIR", "data")
# Where a site's owner can reach you: an address or a page. It goes into the user agent of every request.
CONTACT = os.environ.get("ARCHIVE_CONTACT", "")
# How many pages of one list are read when no `since` says where to stop.
LIST_PAGES_MAX = 50

LOG_LEVEL = "INFO"
# One JSON object a line, for programs that collect logs.
LOG_JSON = False
LOG_SHORT_NAMES = True
LOG_VERSIONS: list[str] = []
# "Scrapy … started" comes before any add-on has a say, and would stand alone among lines of JSON.
logging.getLogger("scrapy.utils.log").addFilter(lambda _: False)
