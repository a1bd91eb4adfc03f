"""A relaunch: a site prints its articles on another template, under the addresses that they have."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from html import escape

from scraper.replica.markup import paragraphs
from scraper.replica.model import Era, Truth

SELF = "本网"
TEMPLATE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head>
<body><header class="bar"><a href="/">首页</a><a href="/list">栏目</a></header>
<main class="story-view"><h1 class="story-name">{title}</h1>
<div class="story-facts">{facts}</div>
<section class="story-text">
{body}
</section>{desk}</main>
<aside class="story-more"><ul>{more}</ul></aside>
<footer>本站新版试运行</footer></body></html>
"""


def relaunched(era: Era, *, dates: bool = True, encoding: str = "utf-8") -> Era:
    """The era with another template; without `dates`, its pages state nothing but headline and text."""

    def render(truth: Truth, around: Sequence[Truth]) -> dict[str, bytes]:
        html = TEMPLATE.format(
            title=escape(truth.title),
            facts=f"{told(truth.moment)} 来源：{truth.source or SELF}" if dates else "",
            desk=f'<p class="story-desk">责任编辑：{truth.editor}</p>' if truth.editor else "",
            body=paragraphs(truth.paragraphs, indent=""),
            more="".join(f'<li><a href="{other.url}">{escape(other.title)}</a></li>' for other in around),
        )
        return {truth.url: html.replace("utf-8", encoding).encode(encoding, "xmlcharrefreplace")}

    return replace(era, render=render, content_type=f"text/html; charset={encoding}", further=None)


def on_new_template(truth: Truth, *, dates: bool = True) -> Truth:
    """What a perfect reader finds on the new page: the whole article, its minute, source and editor, no section."""
    return replace(
        truth,
        pages=(truth.url,),
        published_at=f"{truth.moment:%Y-%m-%dT%H:%M}+08:00" if dates else None,
        published_date=f"{truth.moment:%Y-%m-%d}" if dates else None,
        source=(truth.source or SELF) if dates else None,
        author=truth.author if truth.author and truth.author in truth.text else None,
        editor=truth.editor if dates else None,
        section=None,
    )


def told(moment: datetime) -> str:
    """A day and time as the new template writes it."""
    return f"{moment:%Y-%m-%d %H:%M}"
