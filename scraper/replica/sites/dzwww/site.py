"""The site dzwww: its eras, addresses, lists and furniture."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from scraper.replica import feeds
from scraper.replica.model import Era, Listing, Page, Site, Truth
from scraper.replica.sites.dzwww.articles import hot, trs, trs_list

START = datetime(2010, 11, 21)  # noqa: DTZ001 - Beijing wall clock; article 5990791 appeared on this day
CODES = "BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz"
FORBIDDEN = "http://sd.dzwww.com/sdnews/200001/t20000101_1000001.htm"


def trs_address(base: str, ending: str = "htm") -> Callable[[datetime], str]:
    """TRS ids grow by about two an hour, seen from 5990791 (2010) to 18025522 (2026)."""

    def address(moment: datetime) -> str:
        number = 5990791 + int((moment - START).total_seconds() / 42)
        return f"{base}{moment:%Y%m}/t{moment:%Y%m%d}_{number}.{ending}"

    return address


def hot_address(moment: datetime) -> str:
    """A short code."""
    number, code = int(moment.timestamp()) // 60 % len(CODES) ** 5, ""
    for _ in range(5):
        number, digit = divmod(number, len(CODES))
        code += CODES[digit]
    return f"https://hot.dzwww.com/w_{code}"


def trs_era(name: str, base: str, section: str, years: tuple[int, int], encoding: str, *states: str) -> Era:
    """One template on the channel where it was seen."""
    template = name.partition("-")[0]
    return Era(
        name=name,
        since=date(years[0], 1, 1),
        until=date(years[1], 12, 31),
        address=trs_address(base),
        render=trs(template, encoding),
        content_type="text/html",
        states=frozenset({"source", "editor", "section", *states}),
        sections=(section,),
    )


def listing(base: str, section: str, encoding: str, *eras: str) -> Listing:
    """The list of one channel; page N is `index_N-1.htm`, as TRS counts."""
    return Listing(
        holds=lambda truth: truth.era in eras,
        address=lambda number: base + (f"index_{number - 1}.htm" if number > 1 else ""),
        render=trs_list(section, encoding),
        content_type="text/html",
    )


WEIHAI = "http://weihai.dzwww.com/shxw/"
HEZE = "http://heze.dzwww.com/news/"
YANTAI = "http://yantai.dzwww.com/ytxw/lzs/"
SD = "http://sd.dzwww.com/sdnews/"
WWW = "https://www.dzwww.com/xinwen/guoneixinwen/"
LISTINGS = (
    listing(WEIHAI, "社会新闻", "gbk", "weihai"),
    listing(HEZE, "菏泽新闻", "gbk", "heze"),
    listing(YANTAI, "莱州市", "gbk", "yantai"),
    listing(SD, "山东新闻", "gbk", "heze-sd", "heze", "yantai", "hot"),
    listing("http" + WWW.removeprefix("https"), "国内新闻", "utf-8", "heze-utf8"),
)


def furniture(truths: Sequence[Truth]) -> dict[str, Page]:
    """robots.txt of each host, one old RSS channel, plain-http roots."""
    pages = {"http://sd.dzwww.com/robots.txt": feeds.robots(["/sdnews/200001/"])}
    pages |= {f"http://{host}.dzwww.com/robots.txt": feeds.robots() for host in ("weihai", "heze", "yantai")}
    recent = [truth for truth in truths if truth.era == "heze-sd"]
    pages["http://weifang.dzwww.com/yl/yulerss/index.xml"] = feeds.rss("大众网", "http://weifang.dzwww.com/", recent)
    return pages | {"http://sd.dzwww.com/": feeds.refresh("/sdnews/")}


SITE = Site(
    name="dzwww",
    eras=(
        trs_era("weihai", WEIHAI, "社会新闻", (2014, 2020), "gbk"),
        trs_era("heze", HEZE, "菏泽新闻", (2014, 2020), "gbk", "author"),
        trs_era("yantai", YANTAI, "莱州市", (2015, 2017), "gbk"),
        trs_era("heze-sd", SD, "山东新闻", (2013, 2021), "gbk", "author"),
        trs_era("heze-utf8", WWW, "国内新闻", (2021, 2026), "utf-8", "author"),
        Era(
            name="hot",
            since=date(2022, 1, 1),
            until=date(2026, 12, 31),
            address=hot_address,
            render=hot,
            content_type="text/html; charset=utf-8",
            states=frozenset({"source", "author"}),
            source="大众网|海报新闻",
            precision="minute",
        ),
    ),
    listings=lambda _: LISTINGS,
    furniture=furniture,
    forbidden=(FORBIDDEN,),
)
