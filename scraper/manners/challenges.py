"""Recognises verification pages: what a site sends in place of an article to find out whether a person asks.

A page is one when it bears a mark (a protection product's script, or words that ask the visitor to prove something)
and says hardly anything else. Articles about verification codes bear the words too, but they have a text; so do pages
of protected sites that were delivered after all. Nothing here helps to pass such a page: it is recorded and left alone.
"""

import re
from collections.abc import Iterator

MOST_BYTES = 256 * 1024  # the obfuscated scripts of these pages have up to about 150 kB
MOST_TEXT = 300  # visible characters; the shortest of 227 real articles' pages has more
WORDS = (
    *("安全验证", "人机验证", "滑动验证", "滑块验证", "访问验证", "身份验证", "点击验证", "请完成验证", "请输入验证码"),
    *(
        "拖动滑块",
        "访问过于频繁",
        "访问频率过高",
        "请求过于频繁",
        "您的访问存在异常",
        "检测到异常访问",
        "浏览器安全检查",
    ),
    *("正在检查您的浏览器", "网站防火墙", "访问被拦截", "请开启JavaScript", "请启用JavaScript"),
)
SCRIPTS = (
    rb"_cf_chl_opt|cf-chl|cf-browser-verification|cf_chl_",  # Cloudflare
    rb"__jsl_clearance|__jsluid",  # 加速乐
    rb"\$_ts\s*=\s*window|\$_ts\.nsd|window\['\$_ts'\]",  # 瑞数
    rb"acw_sc__v[23]|aliyun_waf|AliyunCaptcha",  # 阿里云
    rb"__tst_status|EO_Bot_Ssid|TencentCaptcha|TEO-JS",  # EdgeOne, 腾讯云
    rb"yunsuo_session|/_guard/|safeline_bot|wzws_|waf_captcha",  # 云锁, 雷池, 网站卫士
    rb"geetest|initGeetest|_Incapsula_Resource|sucuri_cloudproxy|ddos-guard|datadome|px-captcha",
    rb"hcaptcha\.com|recaptcha/api|challenges\.cloudflare\.com",
    rb"(?i:verify you are (?:a )?human|checking your browser|are you a robot|enable javascript and cookies)",
)
# A page that is nothing but a script which sets a cookie and asks again.
COOKIE = rb"document\.cookie\s*="
AGAIN = re.compile(rb"location\s*(?:\.\s*(?:href|reload|replace)|\[|=)")
ENCODED = (word.encode(name) for word in WORDS for name in ("utf-8", "gbk"))
MARKS = re.compile(b"|".join([*SCRIPTS, COOKIE, *map(re.escape, ENCODED)]))
SCRIPTED = re.compile(b"|".join(SCRIPTS))
HIDDEN = re.compile(r"<(?:(!--)|(script|style|template)\b)", re.IGNORECASE)
TITLE = re.compile(r"(?s)<title[^>]{0,200}>(.{0,300}?)</title", re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>|&\w{1,8};|\s+")
CREDITS = re.compile(r"(?:来源|责任编辑|责编|编辑|作者|记者)\s*[：:]")
NO_PAGE = (b"{", b"[", b"<?xml", b"<rss", b"%PDF")


def challenge_in(body: bytes) -> str | None:
    """What marks the page as a verification page, or `None` when it is none."""
    if len(body) > MOST_BYTES or body.lstrip().startswith(NO_PAGE):
        return None
    mark = MARKS.search(body)
    if mark is None:
        return None
    title, text = visible(body)
    if len(text) > MOST_TEXT or CREDITS.search(text):
        return None
    if script := SCRIPTED.search(body):
        return script[0].decode("latin-1")
    if word := next((word for word in WORDS if word in title or word in text), None):
        return word
    return "a script that sets a cookie and asks again" if len(text) < 20 and sets_cookie(body) else None


def sets_cookie(body: bytes) -> bool:
    """True for a script that sets a cookie and loads a page."""
    return re.search(COOKIE, body) is not None and AGAIN.search(body) is not None


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
