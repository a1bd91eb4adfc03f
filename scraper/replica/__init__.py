"""Replica sites: a local proxy that answers for the real hosts with invented union news in their real markup."""
