"""What is no public address, in all its spellings."""

import ipaddress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.manners.addresses import address_of, is_private, plain_host, reason_against

LOOPBACK = ("127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "017700000001", "0177.0.0.01", "0x7f.0.0.1")
PRIVATE = (
    *LOOPBACK,
    *("0.0.0.0", "0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.0.1", "169.254.169.254", "100.64.0.1"),
    *("192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "240.0.0.1"),
    *("255.255.255.255", "2852039166", "localhost", "LOCALHOST", "localhost.", "a.localhost", "printer.local"),
    *("router", "db.internal", "%31%32%37.0.0.1", "１２７.0.0.1", "127。0。0。1", "①②⑦.0.0.1"),
    *(
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:10.0.0.1]",
        "[::127.0.0.1]",
        "[fe80::1]",
        "[fc00::1]",
        "[ff02::1]",
    ),
    *("[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[2001:0:0:0:0:0:80ff:fffe]", "[2001:db8::1]", "[fec0::1]"),
)
PUBLIC = ("www.workercn.cn", "acftu.people.com.cn", "8.8.8.8", "[2400:3200::1]", "xn--fiqs8s.cn", "中工网.cn", "1.cn")
ODD = ("ftp://a.cn/", "file:///etc/passwd", "data:text/html,x", "javascript:void(0)", "gopher://a.cn/", "http:///x")
ODD_FORMS = (
    "http://a.cn:22/",
    "http://a.cn:6379/",
    "http://a.cn:99999/",
    "http://u@a.cn/",
    "http://a.cn\\@b.cn/",
    "http://[::1/",
)


@pytest.mark.parametrize("host", PRIVATE)
def test_private_hosts_are_refused(host: str) -> None:
    assert reason_against(f"http://{host}/x")
    assert reason_against(f"https://{host}:8080/x")


@pytest.mark.parametrize("host", PUBLIC)
def test_public_hosts_pass(host: str) -> None:
    for port in ("", ":80", ":443", ":8080", ":81"):
        assert reason_against(f"http://{host}{port}/a?b#c") is None


@pytest.mark.parametrize("url", [*ODD, *ODD_FORMS])
def test_other_schemes_ports_and_forms_are_refused(url: str) -> None:
    assert reason_against(url)


@settings(deadline=None, max_examples=200)
@given(st.ip_addresses(v=4))
def test_every_spelling_of_an_address_is_judged_alike(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    spellings = [str(address), str(number), hex(number), f"0{number:o}", f"[::ffff:{address}]"]
    spellings.append(".".join(hex(byte) for byte in address.packed))
    assert {is_private(found) for text in spellings if (found := address_of(plain_host(text)))} == {is_private(address)}
    assert all(address_of(plain_host(text)) is not None for text in spellings)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=60))
def test_any_text_gets_an_answer(text: str) -> None:
    for url in (text, f"http://{text}", f"http://{text}/"):
        assert reason_against(url) is None or reason_against(url)
