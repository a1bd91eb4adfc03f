"""Dazhong online (dzwww.com): TRS pages of several subdomains, hot pages, lists, RSS."""
