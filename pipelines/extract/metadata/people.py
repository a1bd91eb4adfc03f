"""Names of authors, editors and outlets: what may stand in those fields, and bylines without a label."""

import re

from pipelines.extract.metadata.labels import tidy
from pipelines.extract.metadata.western import byline

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘缪解应宗丁宣邓郁单杭洪包诸左石崔吉龚程邢裴陆荣翁荀羊惠曲封芮储靳段巫焦谷车侯全班仇宫宁栾甘厉武符刘景詹束龙叶司黎薄印白蒲从鄂索赖卓蔺屠蒙池乔胥苍闻党翟谭贡姬申扶冉雍桑桂牛寿边燕冀尚农温庄晏柴瞿阎连茹习艾鱼容向古易慎戈廖终居衡步都耿满弘匡国文寇广东欧沃利蔚越师巩聂晁敖冷辛阚那简饶曾沙丰关相查荆红游竺权盖益桓公仝岳帅佟苑肖闫代"
    "趙錢孫吳鄭馮陳衛蔣韓楊許呂張嚴華謝鄒竇蘇範魯韋馬鳳魯鮑費賀倪湯羅畢鄔樂時顧黃蕭邵貝計談龐紀項賈婁顏鍾駱萬盧繆應鄧單諸龔陸榮儲車寧厲劉葉龍黎賴喬聞黨譚貢農溫莊連習魚師鞏聶簡饒豐關遊權蓋歐閆閻"
)
ROLE = re.compile(
    r"""
    (?:  # for whom
        ^[\u4e00-\u9fff]{2,6}?(?=(?:首席|特约|见习|实习)?(?:记者|記者))
        |本报|本報|本网|本網|本刊|本台|新华社|新華社|中新社
        |[\u4e00-\u9fff]{2,8}(?:报|報|网|網|社|台)(?:全媒体|融媒体)?
    )?
    (?:首席|特约|特約|实习|實習|见习|全媒体|融媒体|驻\w{2,4})?  # in which rank
    (?:记者|記者|通讯员|通訊員|特派员|评论员)
    """,
    re.VERBOSE,
)
_TASK = re.compile(
    r"""
    [\s/／]+(?:文|图|圖)$
    |[\s/／]*(?:
        文并摄|文/摄|摄影报道|报道|報道|報導|综合报道|编译|整理|撰文|摄影|攝影|摄|攝|發自.*|发自.*|专电
    )$
    """,
    re.VERBOSE,
)
_NOBODY = re.compile(
    r"""^(?:
        admin\w*|administrator|root|editor|管理员|小编  # the account that pasted it
        |佚名|匿名|未知|不详|无|null|none|undefined|n/?a  # nobody
        |網絡|网络|互联网|转载|本站|原创  # what is no person
        |登[录入].*|注册.*|.*@.*|\d+|.*\.(?:com|cn|net|org).*  # what slipped in
    )$""",
    re.VERBOSE | re.IGNORECASE,
)
_OUTLET = re.compile(
    r"""(?:
        网|網|在线|線上|频道|新闻|新聞|资讯|快讯|财经|客户端|微信|公众号  # on the web
        |报|報|社|周刊|週刊|杂志|雜誌|台|臺|电视|卫视  # in print and on air
        |总工会|工会|中心|部|委|局  # bodies that publish
    )$""",
    re.VERBOSE,
)
_UNSAID = re.compile(
    r"""^(?:
        网络|互联网|網絡|网络整理|本站|本站原创|原创|综合|其他|转载
        |未知|不详|佚名|admin\w*|null|none|undefined|\W*|\d+
    )$""",
    re.VERBOSE | re.IGNORECASE,
)


def outlet(value: str) -> str | None:
    """The outlet that a source value names, `None` where it names none."""
    value = re.sub(r"^(?:来源|來源|稿源)\s*[:：]\s*", "", tidy(value))
    value = re.sub(r"\s*(?:原创稿?|作者|记者|编辑|责编)$", "", value)
    if not value or len(value) > 40 or _UNSAID.match(value):
        return None
    return value


def looks_like_outlet(value: str) -> bool:
    """True for short names that end as the names of outlets do."""
    return 2 <= len(value) <= 16 and bool(_OUTLET.search(value)) and not re.search(r"[，。！？]", value)


def names(value: str) -> str | None:
    """Names joined by 、 as the page lists them, without roles; `None` where nobody is named."""
    if "://" in value:
        return None
    if western := byline(value.strip()):
        return western
    found: list[str] = []
    value = ROLE.sub(" ", value)
    for part in re.split(r"[、，,;；/／|&]|\s+(?=[\u4e00-\u9fff])|\s{2,}", value):
        name = tidy(without_task(tidy(part)))
        if not name or _NOBODY.match(name) or len(name) > 30 or name in found:
            continue
        if len(name) == 1 and found and len(found[-1]) == 1:
            found[-1] += name
            continue
        found.append(name)
    found = [name for name in found if len(name) > 1][:8]
    return "、".join(found) or None


def without_task(name: str) -> str:
    """A name without what its bearer did: 摄, 报道, 文."""
    return _TASK.sub("", name).strip()
