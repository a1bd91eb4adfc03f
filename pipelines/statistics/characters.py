"""How rare each character is in Chinese text, in bits.

The table `characters.json` is derived from the word frequencies of jieba 0.42.1 (MIT licence, Sun Junyi and
contributors) by `python -m pipelines.statistics.derive_characters`; traditional forms come from OpenCC (Apache-2.0).
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

TABLE = Path(__file__).with_name("characters.json")


@cache
def character_bits() -> Mapping[str, int]:
    """Han character → −log2 of its share in running text, simplified and traditional mixed one to one.

    About 6 bits for 一 and 19 for the rarest that the source knows; a character that is missing is rarer still.
    """
    bands: dict[str, str] = json.loads(TABLE.read_text(encoding="utf-8"))["bands"]
    return MappingProxyType({character: int(bits) for bits, characters in bands.items() for character in characters})
