"""How often a short piece of Chinese, with nothing declared, is read exactly: python -m benchmarks.fragments

Pieces of 20, 50 and 200 bytes of UTF-8, GBK and Big5 begin with a character and end anywhere; a character that was cut
at the end does not count. They come from the sentences below and, where `../shared/pages` is there, from those pages.
"""

import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from opencc import OpenCC

from archive.records import RawPage
from pipelines.decode import decode

SENTENCES = [
    "春节前夕，工会干部带着米面油和慰问金，走进困难职工的家里，听他们讲这一年的收入、孩子上学和看病的事。",
    "新修订的条例规定，企业裁员超过二十人的，应当提前三十日向工会说明情况，听取职工的意见。",
    "清晨五点，环卫工人刘桂兰已经扫完了半条街，她说最盼望的是路边那间能喝上热水的休息屋。",
    "钢铁厂的老炉长退下来以后，在职工学校开了一门课，专门教年轻人听火候、看颜色、辨声音。",
    "航空公司的乘务员反映，连续飞行之后的休息时间常常被临时任务占用，希望把规定写进集体合同。",
    "仲裁委员会裁定公司支付双倍工资差额，并补缴两年零四个月的养老保险和医疗保险。",
    "在职工书屋里，借阅量最大的不是小说，而是电工手册、育儿知识和法律常识一类的小册子。",
    "教师联合会呼吁缩小班级规模，增加乡村学校的编制，让代课老师也能参加培训和评职称。",
    "夏季高温津贴从六月发到九月，室外作业的标准是每人每月三百元，不得用饮料和药品代替。",
    "公交司机每开四个小时必须休息二十分钟，这一条是去年冬天谈判桌上争来的。",
    "渔港的女工们凌晨三点开始剥虾，手指被海水泡得发白，计件单价却五年没有变过。",
    "劳动模范的报告会安排在车间的空地上，台下坐着刚下夜班的工人，掌声比机器还响。",
    "矿难家属代表要求公布调查结果，煤矿方面承诺一个月之内完成巷道加固和瓦斯监测设备的更换。",
    "电商仓库的拣货员每天要走三万步，工会请来康复师，教大家怎样弯腰、怎样保护膝盖。",
]
PAGES = Path(__file__).resolve().parents[2] / "shared" / "pages"
CODECS = {"utf-8": "utf-8", "gb18030": "gbk", "big5-hkscs": "cp950"}
FLOORS = {20: 98.0, 50: 99.5, 200: 99.5}  # per cent
ROUNDS = 1500


def texts() -> list[str]:
    """Stretches of simplified Chinese of 20 characters and more."""
    pages = [path.read_bytes().decode("utf-8", "ignore") for path in sorted(PAGES.rglob("*.html"))]
    lines = (line.strip() for page in pages for line in re.split(r"[<>\n]", page))
    return SENTENCES + [line for line in lines if len(re.findall("[一-龥]", line)) >= 20 and "\ufffd" not in line]


def pieces(pool: list[str], codec: str, size: int) -> Iterator[tuple[bytes, str]]:
    """Bytes of a piece and the text that they hold, forever."""
    rng = random.Random(size)
    convert = OpenCC("s2tw").convert if codec == "cp950" else str
    while True:
        text = convert(rng.choice(pool) + rng.choice(pool) * (size // 20))
        known = text.encode(codec, "ignore").decode(codec)
        body = known[rng.randrange(len(known) // 2) :].encode(codec)[:size]
        if len(body) == size and not body.isascii():
            yield body, body.decode(codec, "ignore")


def exact(pool: list[str], codec: str, size: int) -> float:
    """Per cent of the pieces that are read exactly."""
    good = 0
    for _, (body, truth) in zip(range(ROUNDS), pieces(pool, codec, size), strict=False):
        text = decode(RawPage("https://union.example/", body, {"Content-Type": "text/plain"})).text
        good += text.removesuffix("\ufffd") == truth
    return 100 * good / ROUNDS


def main() -> None:
    """Prints the table and what it means; exits with 1 when a floor is missed."""
    pool = texts()
    missed = []
    for size, floor in FLOORS.items():
        for encoding, codec in CODECS.items():
            share = exact(pool, codec, size)
            print(f"{size:4} bytes  {encoding:<10} {share:6.2f} % exact (floor {floor} %)")
            if share < floor:
                missed.append(f"{encoding} at {size} bytes")
    print(f"fragments of {len(pool)} texts: " + (f"MISSED: {', '.join(missed)}" if missed else "every floor is met"))
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
