"""From bytes to text: what a page says, not what it declares, decides its encoding."""

from pipelines.decode.page import DecodedPage, decode

__all__ = ["DecodedPage", "decode"]
