"""Generated union news: stories, the ways they are reprinted, and serial notices that only look alike.

Everything is invented. The same seed gives the same texts.
"""

import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

_SURNAMES = "赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹苏潘葛范彭郎鲁韦马苗方俞任袁柳"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华建文辉玲红志国春梅海燕晓东宁晨阳雪松柏林岚"
_PLACES = [first + second for first in "青临安长石云白永" for second in "禾江平岭桥"]
_LEVELS = ["市", "县", "区"]
_FIRMS = ["机械厂", "纺织公司", "供电公司", "公交集团", "环卫中心", "第一医院", "物流园", "化工厂", "造船厂"]
_TRADES = ["焊工", "电工", "护理", "数控车工", "叉车", "家政服务", "快递员", "茶艺", "烹饪", "钳工"]
_ILLS = ["本人患病", "子女上学", "意外致残", "单亲家庭", "家庭受灾", "配偶失业"]


class Slots:
    """Random fillings for the slots of a notice."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice

    def name(self) -> str:
        """A person."""
        return self.dice.choice(_SURNAMES) + "".join(self.dice.sample(_GIVEN, self.dice.choice((1, 2, 2))))

    def names(self, fewest: int, most: int) -> str:
        """A list of people."""
        return "、".join(self.name() for _ in range(self.dice.randint(fewest, most)))

    def place(self) -> str:
        """A town."""
        return self.dice.choice(_PLACES) + self.dice.choice(_LEVELS)

    def firm(self) -> str:
        """An employer."""
        return self.dice.choice(_PLACES) + self.dice.choice(_FIRMS)

    def trade(self) -> str:
        """A trade."""
        return self.dice.choice(_TRADES)

    def day(self) -> str:
        """A day of a year."""
        return f"{self.dice.randint(1, 12)}月{self.dice.randint(1, 28)}日"

    def number(self, most: int = 900) -> str:
        """A count."""
        return str(self.dice.randint(2, most))

    def phone(self) -> str:
        """A telephone number."""
        return f"0{self.dice.randint(300, 999)}-{self.dice.randint(2000000, 8999999)}"

    def needy(self) -> str:
        """One line of an aid list."""
        return (
            f"{self.name()}，{self.firm()}职工，致困原因：{self.dice.choice(_ILLS)}，拟发放救助金{self.number(90)}00元"
        )


def _award(slots: Slots, place: str) -> str:
    lines = "\n".join(f"{slots.firm()} {slots.name()}" for _ in range(slots.dice.randint(4, 12)))
    return (
        f"关于命名{place}第{slots.number(30)}批职工创新能手的通报\n各基层工会：\n"
        f"为激励广大职工钻研技术、立足岗位多作贡献，经单位推荐、评审小组审核并向社会公示，决定命名{slots.name()}等"
        f"{slots.number(40)}名同志为{place}职工创新能手，名单附后。\n"
        "希望受到命名的同志珍惜荣誉，戒骄戒躁，带动身边更多工友提升本领；全体职工要向他们看齐，把手中的活干得更精更细。\n"
        f"附名单：\n{lines}\n{place}总工会\n{slots.day()}"
    )


def _aid(slots: Slots, place: str) -> str:
    lines = "\n".join(slots.needy() for _ in range(slots.dice.randint(2, 8)))
    return (
        f"{place}困难职工救助对象公示\n按照帮扶工作办法的规定，经本人提出申请、基层工会入户核实、帮扶中心复核，"
        "下列职工符合救助条件，现予公示，接受群众监督。\n"
        f"{lines}\n公示期自{slots.day()}起五个工作日。如有异议，请在公示期内向帮扶中心反映，电话{slots.phone()}。"
    )


def _training(slots: Slots, place: str) -> str:
    return (
        f"关于举办{slots.trade()}培训班的通知\n各有关单位工会：\n"
        "为帮助职工掌握一技之长，根据年度培训安排，现将免费技能培训的有关事项通知如下。\n"
        f"一、培训对象：{place}范围内的在职职工和农民工，名额{slots.number(80)}人。\n"
        f"二、培训时间：{slots.day()}至{slots.day()}，共{slots.number(20)}天。\n"
        f"三、培训地点：{slots.firm()}职工学校。\n"
        f"四、报名办法：由所在工会统一填表，于{slots.day()}前送交，联系人{slots.name()}，电话{slots.phone()}。\n"
        "培训期间的教材和午餐由工会承担，考核合格者发给证书，并优先推荐上岗。"
    )


def _meeting(slots: Slots, place: str) -> str:
    return (
        f"{place}总工会召开第{slots.number(12)}次全委（扩大）会议\n{slots.day()}，{place}总工会召开全委（扩大）会议，"
        f"总结前一阶段工作，部署下一阶段任务。{place}总工会主席{slots.name()}出席会议并讲话，副主席{slots.name()}主持会议，"
        f"来自各行业的{slots.number(300)}名委员和代表参加。\n"
        f"会议书面传达了上级会议精神，听取了{slots.name()}所作的工作报告，增补{slots.names(1, 3)}为委员。\n"
        "会议要求，各级工会要把心思放在一线，把劲头用在服务上，扎实办好职工盼望的每一件小事。"
    )


def _visit(slots: Slots, place: str) -> str:
    return (
        f"{place}总工会走访慰问高温岗位职工\n{slots.day()}，{place}总工会{slots.name()}一行先后来到{slots.firm()}、"
        f"{slots.firm()}和{slots.firm()}，看望坚守岗位的一线职工，送去毛巾、绿豆和防暑药品{slots.number()}份，"
        f"总价值{slots.number(60)}万元。\n"
        f"在作业现场，{slots.name()}仔细询问作息安排和饮水供应，叮嘱企业负责人错开正午时段，配足休息场所。\n"
        f"今年入夏以来，{place}各级工会已走访{slots.number(200)}家单位，惠及职工{slots.number(9000)}人次。"
    )


def _contest(slots: Slots, place: str) -> str:
    trade = slots.trade()
    return (
        f"{place}职工{trade}技能比武圆满收官\n{slots.day()}，由{place}总工会主办的{trade}技能比武落下帷幕，"
        f"{slots.number(60)}支代表队的{slots.number(400)}名选手同台较量。\n"
        "比武分理论考试和现场操作两个环节，裁判全程打分，成绩当场公布。\n"
        f"经过{slots.number(6)}轮角逐，{slots.firm()}的{slots.name()}夺得第一名，{slots.firm()}的{slots.name()}"
        f"和{slots.firm()}的{slots.name()}分列第二、第三名。前三名选手将代表当地参加上一级的决赛。"
    )


def _rest(slots: Slots, place: str) -> str:
    return (
        f"{place}第{slots.number(20)}批劳模疗休养启程\n{slots.day()}上午，{place}总工会组织的劳模疗休养团出发，"
        f"{slots.number(50)}名劳模将在{slots.place()}度过{slots.number(9)}天。\n"
        "行程里有体检、讲座和座谈，也留足了自由活动的时间。随团医生全程陪同，家属可凭证件在出发前一天办理随行手续。\n"
        f"领队{slots.name()}说，让大家吃得舒心、住得安心、走得放心，是这次活动唯一的任务。"
    )


def _tender(slots: Slots, place: str) -> str:
    return (
        f"{place}工人文化宫设备采购成交结果\n项目编号：{slots.number(9000)}\n采购方式：竞争性磋商\n"
        f"成交供应商：{slots.firm()}\n成交金额：{slots.number(90)}.{slots.number(99)}万元\n"
        f"评审小组：{slots.names(3, 5)}\n"
        "成交供应商应当在通知书发出之日起三十日内签订合同。各方对结果有疑问的，可以在公布之日起七个工作日内书面提出质疑。\n"
        f"联系人：{slots.name()}　电话：{slots.phone()}"
    )


def _election(slots: Slots, place: str) -> str:
    firm = slots.firm()
    return (
        f"关于同意{firm}工会选举结果的批复\n{firm}工会：\n你们报来的选举结果报告收悉。经研究，同意{slots.names(3, 7)}"
        f"为第{slots.number(12)}届工会委员会委员，{slots.name()}为主席，{slots.name()}为经费审查委员会主任，"
        f"{slots.name()}为女职工委员会主任，任期五年。\n望新一届委员会团结带领职工，依法履行职责。\n"
        f"{place}总工会\n{slots.day()}"
    )


def _jobs(slots: Slots, place: str) -> str:
    lines = "\n".join(
        f"{slots.firm()}：{slots.trade()}{slots.number(40)}人，月薪{slots.number(9)}000元"
        for _ in range(slots.dice.randint(3, 8))
    )
    return (
        f"{place}工会就业服务专场招聘\n为帮助求职者就近就业，工会定于{slots.day()}在{place}广场举办专场招聘，"
        f"共{slots.number(80)}家企业提供岗位{slots.number(3000)}个，现场设政策咨询、法律援助和职业指导三个窗口。部分岗位如下：\n"
        f"{lines}\n求职者请带好身份证件，凭工会会员卡可免费领取饮水一份。"
    )


_KINDS: dict[str, Callable[[Slots, str], str]] = {
    "award": _award,
    "aid": _aid,
    "training": _training,
    "meeting": _meeting,
    "visit": _visit,
    "contest": _contest,
    "rest": _rest,
    "tender": _tender,
    "election": _election,
    "jobs": _jobs,
}
KINDS = tuple(_KINDS)
"""The kinds of serial notices."""


def notice(kind: str, seed: int, place: str | None = None) -> str:
    """One notice of a series: the words of its kind, names and numbers of its own; 150 to 500 characters."""
    slots = Slots(random.Random(f"{kind} {seed}"))
    return _KINDS[kind](slots, place or slots.place())


_COMMON = "的在和了是为与对中上下一不人有以到个大地要出会可年学生动工作们来用这就分成发行好时得"
_OTHER = [bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF)]


def story(seed: int, length: int = 900) -> str:
    """A news text of about so many characters in paragraphs; two seeds have no passage in common."""
    dice = random.Random(seed)
    words = ["".join(dice.choices(_OTHER, k=2)) for _ in range(120)]
    sentences = []
    size = 0
    while size < length:
        picked = dice.choices(words, k=dice.randint(5, 12))
        sentence = "".join(word + (dice.choice(_COMMON) if dice.random() < 0.5 else "") for word in picked)
        if dice.random() < 0.3:
            sentence += f"{dice.randint(2, 5000)}人"
        sentences.append(sentence + dice.choice("。。。，；") + ("\n" if dice.random() < 0.2 else ""))
        size += len(sentences[-1])
    return "".join(sentences)


def cut(text: str, share: float) -> str:
    """The beginning of a text, as a reprint that was shortened."""
    return text[: round(share * len(text))]


def excerpt(text: str, share: float) -> str:
    """The middle of a text."""
    skipped = round((1 - share) / 2 * len(text))
    return text[skipped : len(text) - skipped]


def retitled(text: str, seed: int) -> str:
    """The text under another headline, with a source line."""
    slots = Slots(random.Random(seed))
    return f"{slots.place()}：{slots.firm()}里的新鲜事\n来源：{slots.place()}工会网 {slots.day()}\n{text}"


class Document(NamedTuple):
    """A generated document: the story it tells (notices: a story each), and how it came about."""

    story: int
    kind: str
    text: str


def mix(count: int, seed: int = 0) -> Iterator[Document]:
    """An archive's mix, about 900 characters each: half originals, three tenths reprints, a fifth serial notices."""
    dice = random.Random(seed)
    recent: list[tuple[int, str]] = []
    for number in range(count):
        chance = dice.random()
        if chance < 0.2:
            yield Document(number, "notice", notice(dice.choice(KINDS), number))
        elif chance < 0.5 and recent:
            told, text = dice.choice(recent)
            kind, changed = dice.choice(
                [
                    ("copy", text),
                    ("retitled", retitled(text, number)),
                    ("cut", cut(text, dice.uniform(0.5, 0.9))),
                    ("excerpt", excerpt(text, dice.uniform(0.3, 0.6))),
                ]
            )
            yield Document(told, kind, changed)
        else:
            text = story(seed * 1_000_003 + number, dice.randint(500, 1700))
            recent = [*recent[-199:], (number, text)]
            yield Document(number, "original", text)
