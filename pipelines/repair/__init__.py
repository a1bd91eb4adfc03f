"""Damage that was done before a page reached us: found, mended, recorded, or flagged as lost."""

from pipelines.repair.edits import Repaired, RepairedBytes, replay
from pipelines.repair.plan import PLAN, repair, repair_bytes

__all__ = ["PLAN", "Repaired", "RepairedBytes", "repair", "repair_bytes", "replay"]
