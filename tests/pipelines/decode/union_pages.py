"""Invented union news, and pages made of it in every state that decoding must cope with."""

import random
from collections.abc import Callable

from opencc import OpenCC

from archive.records import RawPage

SENTENCES = [
    "市总工会昨天上午召开全体会议，部署今年下半年的劳动保护工作，各区县工会负责人参加了会议。",
    "“我们车间的通风设备终于换新了”，在纺织厂工作二十年的李师傅高兴地说，“夏天再也不闷了。”",
    "据介绍，这次集体协商历时三个月，双方就最低工资、加班补贴和带薪休假等问题达成了一致意见。",
    "女职工委员会为孕期和哺乳期的员工设立了休息室，并配备了冰箱、沙发和简单的医疗用品。",
    "快递员、外卖骑手等新就业形态劳动者可以通过手机申请入会，手续只需要几分钟就能办完。",
    "记者从建筑工会了解到，去年全市共追回拖欠工资一千三百余万元，涉及农民工两千多人。",
    "职业病防治所的医生走进矿区，免费为井下工人检查肺部和听力，当天有四百多人接受了检查。",
    "本届技能竞赛设有焊接、数控、电工和护理四个项目，共有来自六十家企业的选手报名参赛。",
    "法律援助站的律师提醒大家，签订合同之前一定要看清楚试用期、工作地点和社会保险的条款。",
    "图书馆的临时工提出同工同酬的要求，馆方表示将在年底以前拿出具体方案并征求代表意见。",
    "港口罢工进入第五天，码头上停着数十艘货轮，谈判代表认为安全问题不能再拖下去了。",
    "退休教师王桂芳把自己保存多年的会员证和照片捐给了工会博物馆，最早的一张拍摄于上世纪五十年代。",
]
_TRADITIONAL: Callable[[str], str] = OpenCC("s2tw").convert


def article(seed: int, sentences: int = 30) -> str:
    """Simplified text in paragraphs, the same for the same seed."""
    chosen = random.Random(seed).choices(SENTENCES, k=sentences)
    return "\n".join(f"<p>{first}{second}</p>" for first, second in zip(chosen[::2], chosen[1::2], strict=True))


def traditional(text: str) -> str:
    return _TRADITIONAL(text)


def page(text: str, meta: str | None = None, before: str = "") -> str:
    tag = f'<meta http-equiv="Content-Type" content="text/html; charset={meta}">' if meta else ""
    menu = "".join(
        f'<li><a href="/n{n}.html">{word}</a></li>' for n, word in enumerate(["首页", "新闻", "维权", "图片"])
    )
    menu = traditional(menu) if "會" in text else menu
    return f"<html><head>{before}{tag}<title>{text[3:12]}</title></head>\n<body><ul>{menu}</ul>\n{text}\n</body></html>"


def raw(body: bytes, content_type: str = "text/html") -> RawPage:
    return RawPage(url="https://union.example/1.html", body=body, headers={"content-type": content_type})
