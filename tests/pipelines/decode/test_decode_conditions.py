import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from union_pages import article, page, raw, traditional

from pipelines.decode import decode

HANS, HANT = article(1), traditional(article(1))
SHARED = Path(__file__).resolve().parents[4] / "shared" / "pages"
RARE = "<p>镕、喆、囍、䶮、㛃、𠅤、𫚈</p>"


@pytest.mark.parametrize(
    ("codec", "label", "used"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("utf-8-sig", "utf-8", "utf-8"),
        ("gbk", "gb2312", "gb18030"),
        ("gbk", "gbk", "gb18030"),
        ("gb18030", "gb18030", "gb18030"),
        ("big5", "big5", "big5-hkscs"),
        ("utf-16", "utf-16", "utf-16le"),
        ("utf-16-le", "utf-16", "utf-16le"),
        ("utf-16-be", "utf-16", "utf-16be"),
        ("utf-32", "utf-32", "utf-32le"),
        ("utf-32-be", "utf-32", "utf-32be"),
        ("hz", "hz-gb-2312", "hz-gb-2312"),
    ],
)
@pytest.mark.parametrize("declare", [str, lambda _: None], ids=["declared", "undeclared"])
def test_every_encoding_of_the_chinese_web(
    codec: str, label: str, used: str, declare: Callable[[str], str | None]
) -> None:
    text = page(HANT if codec == "big5" else HANS, declare(label))
    found = decode(raw(text.encode(codec)))
    assert found.text == text
    assert found.encoding == found.evidence["used"] == used
    assert found.evidence["replaced"] == 0
    assert found.evidence["declared_meta"] == declare(label)


@pytest.mark.parametrize(
    ("codec", "meta", "http"),
    [
        ("utf-8", "gb2312", None),
        ("gbk", "utf-8", None),
        ("gbk", "iso-8859-1", None),
        ("utf-8", "iso-8859-1", None),
        ("gbk", "gbk", "iso-8859-1"),
        ("gbk", "gb2312", "utf-8"),
        ("utf-8", "utf-8", "gbk"),
        ("big5", "gb2312", None),
        ("gbk", "big5", None),
        ("gbk", "euc-kr", "shift_jis"),
        ("gbk", "no-such-charset", "rot13"),
    ],
)
def test_content_beats_declaration(codec: str, meta: str, http: str | None) -> None:
    text = page(HANT if codec == "big5" else HANS, meta)
    found = decode(raw(text.encode(codec), f"text/html; charset={http}" if http else "text/html"))
    assert found.text == text
    assert (found.evidence["declared_http"], found.evidence["declared_meta"]) == (http, meta)


def test_gb18030_declared_as_gb2312() -> None:
    text = page(RARE + HANS + "<p>阿里·买买提——</p>", "gb2312")
    assert decode(raw(text.encode("gb18030"))).text == text


@pytest.mark.parametrize("content_type", ["text/html", "text/html; charset=gbk"])
def test_a_list_of_rare_characters(content_type: str) -> None:
    text = "".join(f"<li>{chr(0x5202 + 37 * n)}{chr(0x9F0B - 41 * n)}</li>" for n in range(200))
    assert decode(raw(text.encode("gbk"), content_type)).text == text


def test_declaration_behind_a_long_comment() -> None:
    text = page(HANS, "gbk", before="<!--" + "x" * 2100 + "-->")
    found = decode(raw(text.encode("gbk")))
    assert (found.text, found.evidence["declared_meta"]) == (text, "gbk")


def test_dot_of_taiwanese_names_is_the_one_that_browsers_show() -> None:
    text = page(HANT + "<p>瑪麗‧瓊斯～</p>")
    assert decode(raw(text.encode("cp950"))).text == text


@pytest.mark.parametrize(("codec", "width"), [("utf-8", 3), ("gbk", 2), ("big5", 2)])
def test_cut_in_the_middle_of_a_character(codec: str, width: int) -> None:
    text = page(HANT if codec == "big5" else HANS)
    cut = text.rindex("工", 0, len(text) * 3 // 4)
    body = text[: cut + 1].encode(codec)[: 1 - width]
    found = decode(raw(body))
    assert found.text == text[:cut] + "\ufffd"
    assert found.evidence["replaced"] == 1


@pytest.mark.parametrize("codec", ["utf-8", "gbk", "big5"])
@pytest.mark.parametrize("seed", range(5))
def test_a_bad_byte_costs_one_character(codec: str, seed: int) -> None:
    text = page(HANT if codec == "big5" else HANS)
    places = random.Random(seed).sample([match.start() for match in re.finditer("[一-龥]", text)], 3)
    body = bytearray()
    for place, character in enumerate(text):
        body += b"\xff" if place in places else character.encode(codec)
    found = decode(raw(bytes(body)))
    expected = "".join("\ufffd" if place in places else character for place, character in enumerate(text))
    assert found.text == expected
    assert found.evidence["replaced"] == 3


@pytest.mark.parametrize("codec", ["gbk", "big5"])
def test_a_lost_byte_does_not_shift_the_rest(codec: str) -> None:
    text = page(HANT if codec == "big5" else HANS)
    place = text.index("工", len(text) // 2)
    body = text[:place].encode(codec) + text[place].encode(codec)[1:] + text[place + 1 :].encode(codec)
    found = decode(raw(body)).text
    wrong = sum(a != b for a, b in zip(found, text, strict=False))
    assert len(found) == len(text)
    assert wrong <= 3


@pytest.mark.parametrize(("outer", "inner"), [("utf-8", "gb18030"), ("gb18030", "utf-8"), ("utf-8", "big5-hkscs")])
def test_two_encodings_in_one_page(outer: str, inner: str) -> None:
    convert = traditional if inner == "big5-hkscs" else str
    parts = [(page(article(2, 12)), outer), (convert(article(3, 8)), inner), (article(4, 12) + "</html>", outer)]
    codecs = {"big5-hkscs": "big5"}
    found = decode(raw(b"".join(text.encode(codecs.get(name, name)) for text, name in parts)))
    assert found.text == "".join(text for text, _ in parts)
    assert found.encoding == outer
    assert found.evidence["segments"][inner] == 4
    assert found.evidence["replaced"] == 0


def test_one_include_of_a_few_words() -> None:
    include = "<div>版权所有 总工会</div>"
    body = page(HANS).encode("gbk") + include.encode() + b"\n<p>" + "联系我们</p>".encode("gbk")
    assert decode(raw(body)).text == page(HANS) + include + "\n<p>联系我们</p>"


def test_encoding_changes_within_a_paragraph() -> None:
    text = "".join(SENTENCE for SENTENCE in re.findall("[^<>\n]{9,}", HANS))
    half = len(text) // 2
    found = decode(raw((page(HANS) + text[:half]).encode() + text[half:].encode("gbk")))
    assert found.text == page(HANS) + text


@pytest.mark.parametrize("media_type", ["text/plain", "application/json"])
def test_text_without_markup_declares_nothing(media_type: str) -> None:
    text = '{"html": "<meta charset=big5>", "text": "' + article(5).replace("\n", " ") + '"}'
    found = decode(raw(text.encode("gbk"), media_type))
    assert found.text == text
    assert found.evidence["declared_meta"] is None


def test_xml_declaration() -> None:
    text = '<?xml version="1.0" encoding="big5"?>\n<rss><title>勞動新聞</title>' + HANT + "</rss>"
    found = decode(raw(text.encode("big5"), "application/rss+xml"))
    assert (found.text, found.encoding, found.evidence["declared_meta"]) == (text, "big5-hkscs", "big5")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_ascii(codec: str) -> None:
    text = "总工会昨天召开会议，部署劳动保护工作。"
    assert decode(raw(text.encode(codec), "text/plain; charset=utf-16")).text == text
    assert decode(raw((text + "\n" + text + "\n").encode(codec), "text/plain")).text == text + "\n" + text + "\n"


def test_utf16_declared_in_error() -> None:
    assert decode(raw(page(HANS).encode("gbk"), "text/html; charset=utf-16")).text == page(HANS)


def test_escapes_of_iso_2022() -> None:
    assert decode(raw("組合の集会".encode("iso2022_jp"))).encoding == "iso-2022-jp"
    assert decode(raw("노동조합".encode("iso2022_kr"))).text == "노동조합"
    chinese = b"\x1b$)A\x0e" + bytes(byte & 0x7F for byte in "总工会".encode("gb2312")) + b"\x0f\n"
    assert decode(raw(chinese)).text == "总工会\n"


@pytest.mark.parametrize("body", [b"if (a ~{ b) {}", b"<a href='/~{home}'>", b"\x1b[0m plain", b"a\0b plain", b"\0\0"])
def test_ascii_that_looks_like_an_escape_stays(body: bytes) -> None:
    assert decode(raw(body)).text == body.decode()


def test_two_byte_order_marks_and_none() -> None:
    assert decode(raw(b"")).text == ""
    assert decode(raw(b"\xef\xbb\xbf")).text == ""
    assert decode(raw(b"\xef\xbb\xbf" + page(HANS).encode("gbk"))).text == page(HANS)


def test_a_replacement_character_of_the_page_is_not_counted() -> None:
    found = decode(raw((page(HANS) + "\ufffd").encode() + b"\xff."))
    assert found.text.endswith("\ufffd\ufffd.")
    assert found.evidence["replaced"] == 1


@pytest.mark.parametrize(
    ("name", "encoding", "words"),
    [
        ("big5/coolloud.org.tw.xml", "big5-hkscs", ["苦勞網", "工會"]),
        ("other/trafilatura_he.xinhuanet_gb.html", "gb18030", ["河北", "新华"]),
    ],
)
def test_real_page(name: str, encoding: str, words: list[str]) -> None:
    if not (SHARED / name).exists():
        pytest.skip("the stored pages are not part of the project")
    found = decode(raw((SHARED / name).read_bytes()))
    assert (found.encoding, found.evidence["replaced"], found.evidence["segments"]) == (encoding, 0, None)
    assert all(word in found.text for word in words)
