"""How a list goes on: by a link that says 下一页, by numbers that are linked, or by numbers that a script counts."""

import re
from dataclasses import dataclass

from scraper.newsite.links.addresses import escape
from scraper.newsite.links.anchors import Anchor, Look
from scraper.newsite.pages.selectors import container_names, select
from scraper.spiders.list_pages import NextPage, linked, numbered

NEXT = re.compile(r"下一?[页頁]|后一?页|後一?頁|next\b|older\b|[›»]$", re.IGNORECASE)
# The function with which TRS writes its pager: number of pages, number of this page from 0, name, ending.
TRS = re.compile(r"createPageHTML\(\s*(\d{1,5})\s*,\s*\d+\s*,\s*[\"'](\w+)[\"']\s*,\s*[\"'](\w+)[\"']")
TRS_TOTAL = r"createPageHTML\(\s*(\d+)"
TOTAL = re.compile(r"\b(total_?page\w*|page_?(?:count|total)\w*)\s*[:=]\s*[\"']?(\d{1,5})", re.IGNORECASE)
LAST = re.compile(r"尾\s*页|末\s*页|最后一?页|尾頁|末頁|last(?: page)?", re.IGNORECASE)
PAGE_PARAMETER = re.compile(r"([?&](?:page|p|pageno|pagenum|pageindex|curpage)=)1\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paging:
    """One of the two schemes of `scraper.spiders.list_pages`, by the arguments of its function."""

    scheme: str
    arguments: tuple[str, str]
    first: int = 2
    total: str | None = None

    def build(self) -> NextPage:
        """The function that a source takes."""
        if self.scheme == "linked":
            return linked(*self.arguments)
        return numbered(*self.arguments, first=self.first, total=self.total)


@dataclass(frozen=True, slots=True)
class Step:
    """A paging and the address of page 2 that it leads to; how it was found, in words."""

    paging: Paging
    url: str
    how: str


def steps(look: Look) -> list[Step]:
    """Ways in which a list may go on, the most telling first. None of them has been tried."""
    found = [_by_next(look), _by_numbers(look), _by_trs(look), _by_parameter(look)]
    return [step for step in found if step]


def last_page(look: Look, step: Step) -> str | None:
    """The list's last page, where a link, a stated total or the largest number leads to it."""
    for anchor in look.anchors:
        if LAST.fullmatch(anchor.text.strip()) and anchor.url not in {look.url, step.url}:
            return anchor.url
    said = re.search(step.paging.total, look.text) if step.paging.total else None
    if said and int(said[1]) > 2:
        pattern, replacement = step.paging.arguments
        number = int(said[1]) - 2 + step.paging.first
        return re.sub(pattern, lambda _: replacement.format(n=number), look.url, count=1)
    numbers = [
        (int(text), a.url) for a in look.anchors if (text := a.text.strip("[] 第页")).isdecimal() and len(text) < 5
    ]
    pages = [(number, url) for number, url in numbers if number > 2 and str(number) in url.rpartition("/")[2]]
    return max(pages, default=(0, None))[1]


def guesses(look: Look) -> list[Step]:
    """Page 2 as common systems name it; nothing on the page says so."""
    url = look.url
    folder, name = url.rpartition("/")[::2]
    stem, dot, ending = name.partition(".")
    targets = [f"{folder}/{stem}_2.{ending}"] if dot and "?" not in name else []
    targets += [f"{folder}/index_2.{ending}" for ending in (_ending(look), "html") if not name]
    return [Step(paging, target, "guessed") for target in dict.fromkeys(targets) if (paging := by_number(url, target))][
        :1
    ]


def _ending(look: Look) -> str:
    """The ending that most links of the page have: a content system names all its pages alike."""
    found = [ending for anchor in look.anchors if (ending := anchor.url.rpartition(".")[2]).endswith(("htm", "html"))]
    return max(set(found), key=found.count) if found else "html"


def _by_next(look: Look) -> Step | None:
    for anchor in look.anchors:
        said = NEXT.search(anchor.text)
        if said and len(anchor.text) <= 12 and anchor.url != look.url:
            return Step(Paging("linked", (_place(look, anchor), said[0])), anchor.url, f"linked by {said[0]}")
    return None


def _place(look: Look, anchor: Anchor) -> str:
    """A selector of few links with this one among them."""
    assert look.root is not None
    for container in container_names(anchor.element):
        if len(select(look.root, f"{container} a")) <= 20:
            return f"{container} a"
    return "a"


def _by_numbers(look: Look) -> Step | None:
    for anchor in look.anchors:
        if anchor.text.strip("[] 第页") == "2":
            paging = by_number(look.url, anchor.url)
            if paging:
                return Step(paging, anchor.url, "linked by numbers")
    return None


def _by_trs(look: Look) -> Step | None:
    said = TRS.search(look.text)
    if not said or int(said[1]) < 2:
        return None
    target = f"{look.url.rpartition('/')[0]}/{said[2]}_1.{said[3]}"
    paging = by_number(look.url, target, total=TRS_TOTAL)
    return Step(paging, target, "counted by a script") if paging else None


def _by_parameter(look: Look) -> Step | None:
    target, changed = PAGE_PARAMETER.subn(r"\g<1>2", look.url, count=1)
    if not changed:
        return None
    said = TOTAL.search(look.text)
    paging = by_number(look.url, target, total=rf"\b{said[1]}\s*[:=]\s*[\"']?(\d+)" if said else None)
    return Step(paging, target, "counted in the address") if paging else None


def by_number(first: str, second: str, *, total: str | None = None) -> Paging | None:
    """The scheme that leads from a list's first page to its second; `None` where no number tells them apart.

    TRS counts its second page as 1.
    """
    common = 0
    while common < min(len(first), len(second)) and first[common] == second[common]:
        common += 1
    while common and (common == len(second) or second[common - 1].isalnum()) and second[common - 1] not in "/?&=_.-":
        common -= 1
    if common and second[common - 1] in "/=":
        common = max(second.rfind(mark, 0, common) for mark in "/?&") + (second[common - 1] == "=")
    before, after = first[common:], second[common:]
    numbers = [match for match in re.finditer(r"\d+", after) if int(match[0]) in {1, 2}]
    if not numbers or first == second or common <= len("https://"):
        return None
    number = numbers[-1]
    start, end = after[: number.start()], after[number.end() :]
    later = rf"{escape(start)}\d+{escape(end)}"
    pattern = later if re.fullmatch(later, before) else rf"(?:{later}|{escape(before)})"
    paging = Paging("numbered", (f"{pattern}$", f"{start}{{n}}{end}"), int(number[0]), total)
    place = re.compile(f"{pattern}$")
    reached = place.sub(lambda _: f"{start}{number[0]}{end}", first, count=1)
    return paging if reached == second else None
