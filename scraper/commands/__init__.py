"""The sub-commands of `scrapy` that this project adds, one file each."""
