"""Scrapy settings of this project; `scraper.addon` adds the components, so that another project can use them too.

Everything here can be overridden on the command line: `scrapy crawl workercn -s ARCHIVE_DIR=/srv/union-news`.
What a comment says of a setting, beside it or above it, is what docs/reference.md says of it.
"""

import logging
import os

BOT_NAME = "union-news-archive"  # Scrapy's name for this project
SPIDER_MODULES = ["scraper.sites"]  # one file for each site
COMMANDS_MODULE = "scraper.commands"  # the sub-commands of `scrapy` that are ours
ADDONS = {"scraper.addon.ArchiveAddon": 0}  # brings all other settings and components

# The folder that holds archive.db and warc/.
ARCHIVE_DIR = os.environ.get("ARCHIVE_DIR", "data")
# Where a site's owner can reach you: an address or a page; it goes into the user agent of every request.
CONTACT = os.environ.get("ARCHIVE_CONTACT", "")
# How many pages of one list are read when no `since` says where to stop.
LIST_PAGES_MAX = 50

LOG_LEVEL = "INFO"  # DEBUG names every page, WARNING only what went wrong
LOG_JSON = False  # log one JSON object a line, for programs that collect logs
LOG_SHORT_NAMES = True  # a log line names a part without its package
LOG_VERSIONS: list[str] = []  # libraries whose versions a crawl logs
# "Scrapy … started" comes before any add-on has a say, and would stand alone among lines of JSON.
logging.getLogger("scrapy.utils.log").addFilter(lambda _: False)
