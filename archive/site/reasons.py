"""Why an article is the origin of its story, in the reader's language; the archive notes it in English."""

import re

# As `pipelines.reprints.origin` words them.
CHINESE = (
    (r"the only copy", "唯一的版本"),
    (r"credited by (\d+) of (\d+) other copies", "其余 {1} 个版本中有 {0} 个注明出自该处"),
    (r"published first, (\S+)", "发表最早（{0}）"),
    (r"the fullest of (\d+) copies of (\S+)", "{1} 的 {0} 个版本中内容最全"),
    (r"the fullest of (\d+) copies without a date", "{0} 个无日期的版本中内容最全"),
    (r"archived first of (\d+) copies of (\S+)", "{1} 的 {0} 个版本中最先存档"),
    (r"archived first of (\d+) copies without a date", "{0} 个无日期的版本中最先存档"),
    (
        r"(\d+) of (\d+) copies credit (.+), which is not among them",
        "{1} 个版本中有 {0} 个注明来源“{2}”，馆藏中没有该来源的版本",
    ),
)


def reason_in(language: str, reason: str) -> str:
    """The reason in `en` or `zh`; what is worded otherwise stays English."""
    if language == "en":
        return reason
    first, _, note = reason.partition("; ")
    return "；".join(_in_chinese(clause) for clause in (first, note) if clause)


def _in_chinese(clause: str) -> str:
    for pattern, words in CHINESE:
        if found := re.fullmatch(pattern, clause):
            return words.format(*found.groups())
    return clause
