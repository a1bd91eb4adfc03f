"""Packed bodies: undone within bounds, cut ones noticed, odd ones named."""

import gzip
import zlib
from contextlib import suppress

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy.http import Response

from archive.errors import PackingError
from archive.warc.unpacking import encodings, unpack
from scraper.manners.unpacking import damage_of

TEXT = "工会组织职工学习新的安全生产条例，并为夜班职工送去了防寒用品。\n".encode() * 3000
RAW = zlib.compressobj(wbits=-15)
PACKED = {
    "gzip": gzip.compress(TEXT),
    "x-gzip": gzip.compress(TEXT[:99]) + gzip.compress(TEXT[99:]),
    "deflate": zlib.compress(TEXT),
    "br": brotli.compress(TEXT),
}
STREAMS = [*PACKED.items(), ("deflate", RAW.compress(TEXT) + RAW.flush()), ("gzip", gzip.compress(TEXT) + b"\0" * 50)]


@pytest.mark.parametrize(("name", "body"), STREAMS)
def test_whole_bodies(name: str, body: bytes) -> None:
    assert unpack(body, name, 10**6, strict=True) == (TEXT, True)


@pytest.mark.parametrize(("name", "body"), PACKED.items())
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_cut_bodies_give_what_came(name: str, body: bytes, share: float) -> None:
    # Two gzip members are only seen to be cut inside one.
    text, whole = unpack(body[: int(len(body) * share)], name, 10**6)
    assert TEXT.startswith(text)
    assert not whole


@pytest.mark.parametrize(("name", "body"), PACKED.items())
def test_large_bodies_are_refused_or_cut(name: str, body: bytes) -> None:
    with pytest.raises(PackingError, match="unpacks to more than"):
        unpack(body, name, 70_000, strict=True)
    text, whole = unpack(body, name, 70_000)
    assert TEXT.startswith(text)
    assert 70_000 < len(text) < 70_000 + (1 << 17)
    assert not whole


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(sorted(PACKED)), st.binary(max_size=300))
def test_noise_ends(name: str, noise: bytes) -> None:
    with suppress(PackingError):
        text, _ = unpack(noise, name, 10**6)
        assert len(text) <= 10**6 + (1 << 17)


def test_unknown_and_endless_layers() -> None:
    assert encodings("deflate, GZIP ,identity") == ["gzip", "deflate"]
    for value in ("zstd", "gzip, compress", "gzip,gzip,gzip,gzip"):
        with pytest.raises(PackingError):
            encodings(value)


def test_damage_has_words() -> None:
    assert damage_of(Response("http://a.cn/")) is None
    assert damage_of(Response("http://a.cn/", flags=["dataloss"])) == "the connection ended before the page did"
    assert damage_of(Response("http://a.cn/", flags=["truncated"])) == "the packed body ends too early"
