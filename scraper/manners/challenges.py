"""Recognises verification pages: what a site sends in place of an article to find out whether a person asks.

A page is one when it bears a mark (a protection product's script, or words that ask the visitor to prove something)
and says hardly anything else. Articles about verification codes bear the words too, but they have a text; so do pages
of protected sites that were delivered after all. Nothing here helps to pass such a page: it is recorded and left alone.
"""

import re
from collections.abc import Iterator

MOST_BYTES = 256 * 1024  # the obfuscated scripts of these pages have up to about 150 kB
MOST_TEXT = 300  # visible characters; 3 of 227 real articles' pages have fewer, and none of those bears a mark
MOST_LINKS = 20  # these pages have a help link or two; 13 of the 227 have 20 or fewer
WORDS = (
    *("安全验证", "人机验证", "滑动验证", "滑块验证", "访问验证", "身份验证", "点击验证", "请完成验证", "请输入验证码"),
    *("拖动滑块", "访问过于频繁", "访问频率过高", "请求过于频繁", "您的访问存在异常", "检测到异常访问"),
    *("浏览器安全检查", "正在检查您的浏览器", "网站防火墙", "访问被拦截", "请开启javascript"),
    "请启用javascript",
)
# Names in the scripts of Cloudflare, 加速乐, 瑞数, 阿里云, EdgeOne, 腾讯云, 云锁, 雷池 and others; and words of theirs.
# All in lower case.
SCRIPTS = (
    *("_cf_chl_opt", "cf-chl", "cf-browser-verification", "cf_chl_", "challenges.cloudflare.com"),
    *("__jsl_clearance", "__jsluid", "$_ts=window", "$_ts = window", "$_ts.nsd", "window['$_ts']"),
    *("acw_sc__v", "aliyun_waf", "aliyuncaptcha", "__tst_status", "eo_bot_ssid", "tencentcaptcha"),
    *("yunsuo_session", "/_guard/", "safeline_bot", "wzws_", "waf_captcha", "geetest"),
    *("_incapsula_resource", "sucuri_cloudproxy", "ddos-guard", "datadome", "px-captcha"),
    *("hcaptcha.com", "recaptcha/api", "verify you are human", "verify you are a human", "checking your browser"),
    *("are you a robot", "enable javascript and cookies"),
)
# A page that is nothing but a script which sets a cookie and asks again.
COOKIE = b"document.cookie"
AGAIN = re.compile(rb"location\s*(?:\.\s*(?:href|reload|replace)|\[|=)")
SCRIPT_BYTES = tuple(name.encode() for name in SCRIPTS)
WORD_BYTES = tuple(word.encode(name).lower() for word in WORDS for name in ("utf-8", "gbk"))
HIDDEN = re.compile(r"<(?:(!--)|(script|style|template)\b)", re.IGNORECASE)
TITLE = re.compile(r"(?s)<title[^>]{0,200}>(.{0,300}?)</title", re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>|&\w{1,8};|\s+")
CREDITS = re.compile(r"(?:来源|责任编辑|责编|编辑|作者|记者)\s*[：:]")
NO_PAGE = (b"{", b"[", b"<?xml", b"<rss", b"%PDF")


def challenge_in(body: bytes) -> str | None:
    """What marks the page as a verification page, or `None` when it is none."""
    if len(body) > MOST_BYTES or body.lstrip().startswith(NO_PAGE):
        return None
    lower = body.lower()  # in GBK it also changes second bytes; the marks went through the same
    if lower.count(b"<a ") > MOST_LINKS:
        return None
    script = next((name for name in SCRIPT_BYTES if name in lower), None)
    cookie = COOKIE in lower and AGAIN.search(lower) is not None
    if not (script or cookie or any(word in lower for word in WORD_BYTES)):
        return None
    title, text = visible(body)
    if len(text) > MOST_TEXT or CREDITS.search(text):
        return None
    if script:
        return script.decode()
    if word := next((word for word in WORDS if word in f"{title} {text}".lower()), None):
        return word
    return "a script that sets a cookie and asks again" if cookie and len(text) < 20 else None


def visible(body: bytes) -> tuple[str, str]:
    """Title and visible text of a page, spaces left out; good enough to count by."""
    try:
        page = body.decode("utf-8")
    except UnicodeDecodeError:
        page = body.decode("gb18030", "replace")
    title = TITLE.search(page)
    return title[1].strip() if title else "", TAG.sub("", "".join(shown(page)))


def shown(page: str) -> Iterator[str]:
    """The page without comments, scripts and styles; one that never ends hides the rest, as in a browser."""
    position = 0
    while hidden := HIDDEN.search(page, position):
        yield page[position : hidden.start()]
        end = "-->" if hidden[1] else f"</{hidden[2]}"
        closing = re.compile(end, re.IGNORECASE).search(page, hidden.end())
        if not closing:
            return
        position = closing.end()
    yield page[position:]
