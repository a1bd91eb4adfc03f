"""What holds for any bytes: no exception, a true count of what was replaced, no blow-up with the size."""

import json
import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from union_pages import SENTENCES, article, page, raw, traditional

from pipelines.decode import decode

BYTES = st.one_of(
    st.binary(max_size=400),
    st.lists(st.sampled_from([b"\x80", b"\xff", b"\xe5", b"\xb7\xa5", b"<", b"~{", b"\x1b$", b"\0", b"a", b"\n"])).map(
        b"".join
    ),
    st.tuples(st.sampled_from(["utf-8", "gbk", "big5", "utf-16", "hz", "shift_jis"]), st.text(max_size=80)).map(
        lambda pair: pair[1].encode(pair[0], "replace")
    ),
)
TYPES = st.sampled_from(["", "text/html", "text/plain; charset=gbk", "text/xml; charset=utf-7", "a; charset=\0"])
WRITTEN = [b"\xef\xbf\xbd", b"\x841\xa47", b"\xfd\xff", b"\xff\xfd"]  # U+FFFD that the page itself holds
MEGA = 5_000_000


@settings(max_examples=300, deadline=None)
@given(body=BYTES, content_type=TYPES)
@example(body=b"\xff\xfe", content_type="")
@example(body=b"\xff\xfe\0\0", content_type="")
@example(body=b"\xff\xfea", content_type="")
@example(body=b"\xe5", content_type="x; charset=hz")
def test_any_bytes(body: bytes, content_type: str) -> None:
    found = decode(raw(body, content_type))
    evidence = found.evidence
    assert json.loads(json.dumps(evidence)) == evidence
    assert evidence["used"] == found.encoding
    assert 0 <= evidence["confidence"] <= 1
    assert 0 <= evidence["replaced"] <= found.text.count("\ufffd")
    if not any(written in body for written in WRITTEN):
        assert evidence["replaced"] == found.text.count("\ufffd")


@settings(max_examples=60, deadline=None)
@given(
    chosen=st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=12),
    other=st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")), max_size=8),
    encoding=st.sampled_from(["utf-8", "gb18030", "big5-hkscs"]),
)
def test_enough_chinese_decodes_to_itself(chosen: list[str], other: str, encoding: str) -> None:
    text = traditional("".join(chosen)) if encoding == "big5-hkscs" else "".join(chosen)
    if encoding == "big5-hkscs":
        other = "".join(filter(str.isalnum, other)).encode("big5hkscs", "ignore").decode("big5hkscs")
    text = f"{text}\n{other}\n{text}"
    found = decode(raw(text.encode(encoding.replace("-", "")), "text/plain"))
    assert found.text == text
    assert found.evidence["replaced"] == 0


HANS = page(article(7, 60))
HANT = traditional(HANS).replace("\n", "")
TIMES = MEGA // len(HANS.encode("gbk"))
LARGE = {
    "utf-8": (HANS * TIMES, "utf-8"),
    "gbk": (HANS * TIMES, "gbk"),
    "big5 on one line": (HANT * TIMES, "big5"),
    "ascii on one line": ("a" * MEGA, "ascii"),
}


@pytest.mark.parametrize("name", LARGE)
def test_five_megabytes(name: str) -> None:
    text, codec = LARGE[name]
    assert decode(raw(text.encode(codec))).text == text


@pytest.mark.parametrize("codec", ["utf-8", "gbk"])
def test_five_megabytes_with_a_bad_byte_in_every_paragraph(codec: str) -> None:
    found = decode(raw((HANS * TIMES).encode(codec).replace(b"<p>", b"<p>\xff")))
    assert found.text == (HANS * TIMES).replace("<p>", "<p>\ufffd")
    assert found.evidence["replaced"] == 30 * TIMES


PATHOLOGICAL = {
    "0x80": b"\x80" * MEGA,
    "0xff": b"\xff" * MEGA,
    "lead bytes": b"\x81" * MEGA,
    "alternating": b"\x80\xff" * (MEGA // 2),
    "alternating with ASCII": b"\xe9a" * (MEGA // 2),
    "one line and a bad byte": b"a" * MEGA + b"\xff",
    "brackets": b"<" * MEGA + b"\xff",
    "metas": b"<meta " * (MEGA // 6),
    "shifts": b"~{" * (MEGA // 2),
    "a shift without end": b"~{" + b"!" * MEGA,
    "escapes": b"\x1b$)A\x0e" * (MEGA // 5),
    "utf-8 and gbk in turn": ("<p>工会会员</p>".encode() + "<p>工会会员</p>".encode("gbk")) * (MEGA // 100),
    "noise": random.Random(1).randbytes(MEGA // 5),
}


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_pathological_input(name: str) -> None:
    """A step that is quadratic in the size would take hours on any of these."""
    body = PATHOLOGICAL[name]
    found = decode(raw(body))
    assert found.evidence["replaced"] <= found.text.count("\ufffd") <= len(body)
    assert len(found.text) <= len(body)
