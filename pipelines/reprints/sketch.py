"""What the index remembers of a text: two bits a character and the numbers, enough to align it with another text."""

from bisect import bisect_left
from dataclasses import dataclass
from hashlib import blake2b
from zlib import crc32

from pipelines.reprints.numerals import numbered

LONGEST = 1 << 16
"""Symbols of a text that are sketched; what lies beyond (of a book, not of an article) is not compared."""


def shuffled(table: int) -> bytes:
    """All bytes in an order of no meaning, which is the same on every machine: indexes outlive what made them."""
    return bytes(sorted(range(256), key=lambda byte: blake2b(bytes((table, byte))).digest()))


_CODES = [shuffled(table) for table in (0, 1, 2)]
_TWO_BITS = int.from_bytes(b"\x03" * LONGEST, "little")
_FOUR_BITS = int.from_bytes(b"\x0f" * LONGEST, "little")
_FAR = 255


@dataclass(frozen=True, slots=True)
class Sketch:
    """A text as a row of two-bit symbols, one for each letter, Han character or number.

    `grams[i]` holds the symbols i to i + 3 (lowest bits first; zeros beyond the end), so that bytes can be searched
    and compared at the speed of C. `positions` and `values` are the places of the numbers and a byte of a hash of each.
    Calibration: on 4,188 labelled documents two bits tell reprints apart as well as whole characters do
    (F1 .9744 against .9745 with the same rules).
    """

    grams: bytes
    positions: tuple[int, ...]
    values: bytes

    def __len__(self) -> int:
        return len(self.grams)

    def packed(self) -> bytes:
        """A quarter of a byte a symbol."""
        return self.grams[::4]

    def packed_numbers(self) -> bytes:
        """Two bytes a number: its distance from the one before (255 means: and further), its value."""
        packed = bytearray()
        last = 0
        for position, value in zip(self.positions, self.values, strict=True):
            far, near = divmod(position - last, _FAR)
            packed += b"\xff" * far
            packed += bytes((near, value))
            last = position
        return bytes(packed)


def sketch_of(text: str) -> tuple[Sketch, bytes]:
    """The sketch of a text, and an eight-byte digest that two texts share only if their match forms are equal."""
    stream, positions, values = numbered(text)
    digest = blake2b(digest_size=8)
    digest.update(stream.encode())
    digest.update(" ".join(values).encode())
    known = bisect_left(positions, LONGEST)
    hashes = bytes(crc32(value.encode()) & 0xFF for value in values[:known])
    return Sketch(_grams(stream[:LONGEST]), tuple(positions[:known]), hashes), digest.digest()


def unpacked(packed: bytes, numbers: bytes, length: int) -> Sketch:
    """The sketch of so many symbols that was packed into two blobs."""
    symbols = int.from_bytes(packed, "little")
    grams = bytearray(4 * len(packed))
    for place in range(4):
        grams[place::4] = (symbols >> 2 * place).to_bytes(len(packed), "little")
    positions = []
    values = bytearray()
    position = 0
    steps = iter(numbers)
    for step in steps:
        position += step
        if step < _FAR:
            positions.append(position)
            values.append(next(steps))
    return Sketch(bytes(grams[:length]), tuple(positions), bytes(values))


def _grams(stream: str) -> bytes:
    points = stream.encode("utf-32-le")
    symbols = 0
    for place, codes in enumerate(_CODES):
        symbols ^= int.from_bytes(points[place::4].translate(codes), "little")
    symbols &= _TWO_BITS
    pairs = symbols | (symbols >> 8 << 2)
    grams = pairs | ((pairs >> 16 & _FOUR_BITS) << 4)
    return grams.to_bytes(len(stream), "little")
