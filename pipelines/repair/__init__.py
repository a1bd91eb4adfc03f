from dataclasses import dataclass

from archive.records import Fix


@dataclass(frozen=True)
class Repaired:
    text: str
    fixes: tuple[Fix, ...] = ()


@dataclass(frozen=True)
class RepairedBytes:
    body: bytes
    fixes: tuple[Fix, ...] = ()


def repair(text):
    return Repaired(text)


def repair_bytes(body):
    return RepairedBytes(body)
