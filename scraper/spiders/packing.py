"""Undoes the gzip of a file (`sitemap.xml.gz`), which is not that of the transfer."""

import zlib

GZIP = b"\x1f\x8b"
MOST = 10 * 1024 * 1024  # bytes unpacked, as many as a page may have; a list of 50,000 addresses has about 8 MB


def unpacked(body: bytes) -> tuple[bytes, bool]:
    """The unpacked file, and whether that is all of it: a bomb and a broken file end early. Others stay as they are."""
    if not body.startswith(GZIP):
        return body, True
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked_body = unpacker.decompress(body, MOST)
    except zlib.error:
        return b"", False
    return unpacked_body, unpacker.eof
