"""Recognising reprints: `ReprintIndex` says how every added document relates to those before it."""

from pipelines.reprints.index import ReprintIndex
from pipelines.reprints.match_key import match_key
from pipelines.reprints.relation import Kind, Relation

__all__ = ["Kind", "Relation", "ReprintIndex", "match_key"]
