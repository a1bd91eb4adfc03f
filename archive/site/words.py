"""The words of the pages, in English and in Chinese, and which of the two a reader wants."""

from typing import NamedTuple

from archive.charts.words import Language

LANGUAGES: tuple[Language, ...] = ("en", "zh")
TAGS = {"en": "en", "zh": "zh-Hans"}


class Word(NamedTuple):
    """One label; `{}` stands for what is filled in, in the same order in both languages."""

    en: str
    zh: str


WORDS = {
    "title": Word("Union news archive", "工会新闻档案"),
    "other_language": Word("中文", "English"),
    "skip": Word("Skip to the text", "跳到正文"),
    "search": Word("Search", "搜索"),
    "search_hint": Word("Words, in either script", "词语，简体或繁体"),
    "search_help": Word(
        '"…" for an exact phrase, OR for either word, NOT to leave a word out', "“…” 整句，OR 任一词，NOT 排除一词"
    ),
    "found": Word("{} found", "找到 {} 篇"),
    "nothing_found": Word("Nothing found.", "没有找到。"),
    "try_fewer": Word("Try fewer or shorter words.", "请减少词语或改用较短的词。"),
    "no_word": Word("Type at least one word to look for.", "请至少输入一个要查找的词。"),
    "earlier_page": Word("Previous", "上一页"),
    "later_page": Word("Next", "下一页"),
    "rights": Word("Texts belong to their publishers.", "文章版权归原发布者所有。"),
    "all_tables": Word("All tables", "全部数据表"),
    # start
    "holdings": Word("What this archive holds", "馆藏概况"),
    "articles": Word("articles", "篇文章"),
    "stories": Word("reprinted stories", "个转载报道"),
    "sites": Word("sites", "个网站"),
    "damaged": Word("damaged articles", "篇有缺损"),
    "gone": Word("vanished articles", "篇已消失"),
    "pictures": Word("See it in pictures", "看图表"),
    "span": Word("published from {} to {}", "发表于 {} 至 {}"),
    "newest": Word("Newest articles", "最新文章"),
    "more": Word("More", "更多"),
    "reprinted": Word("Most reprinted", "转载最多"),
    "questions": Word("Questions to ask", "可以这样查"),
    "by_site": Word("By site", "按网站"),
    "nothing_yet": Word("The archive is empty.", "馆藏还是空的。"),
    "other_archives": Word("Other databases", "其他数据库"),
    # article
    "untitled": Word("Untitled", "无标题"),
    "source": Word("Source", "来源"),
    "author": Word("Author", "作者"),
    "editor": Word("Editor", "编辑"),
    "undated": Word("undated", "日期不详"),
    "original": Word("Original page", "原网页"),
    "no_link": Word("This address is not a web link", "此地址不是网页链接"),
    "empty_text": Word("This page had no text of its own.", "该网页没有正文。"),
    "status_gone": Word("This page is gone.", "原网页已不存在。"),
    "status_redirected": Word("This address now leads elsewhere.", "原网址已转到别处。"),
    "status_deleted": Word("The page now says that the article was deleted.", "原网页称此文已被删除。"),
    "status_other": Word("The page is no longer as it was archived.", "原网页已不是存档时的样子。"),
    "noticed": Word("Noticed", "发现于"),
    "last_seen": Word("Last seen there", "最后见于"),
    "first_seen": Word("First archived", "首次存档"),
    "is_damaged": Word("This text is damaged", "此文有缺损"),
    "damage_counts": Word(
        "Places lost: {}, guessed: {}; characters replaced: {}.", "缺失 {} 处，推测 {} 处，替换 {} 个字符。"
    ),
    "marked": Word("Lost places that show in the text are marked.", "正文中可见的缺失处已标出。"),
    "lost_here": Word("Lost here", "此处缺失"),
    "better": Word("A better copy", "更完整的版本"),
    "no_better": Word("No undamaged copy is known.", "暂无完好的版本。"),
    "holds_text": Word("It holds {} of this text.", "含有本文的 {}。"),
    "repairs": Word("Repairs", "修复"),
    "repair_counts": Word("{} mended, {} guessed, {} lost", "修复 {} 处，推测 {} 处，缺失 {} 处"),
    "repair_utf8_read_as_gbk": Word("UTF-8 that was read as GBK", "UTF-8 误读为 GBK"),
    "repair_utf8_read_as_latin": Word("UTF-8 that was read as Latin", "UTF-8 误读为拉丁文"),
    "repair_gbk_read_as_latin": Word("GBK that was read as Latin", "GBK 误读为拉丁文"),
    "repair_big5_read_as_gbk": Word("Big5 that was read as GBK", "Big5 误读为 GBK"),
    "repair_gbk_read_as_big5": Word("GBK that was read as Big5", "GBK 误读为 Big5"),
    "repair_utf8_through_gbk_bytes": Word("UTF-8 that a GBK converter damaged", "UTF-8 经 GBK 转换受损"),
    "repair_utf8_through_gbk_text": Word("UTF-8 that a GBK converter damaged, in the text", "文字经 GBK 转换受损"),
    "repair_pinyin_annotations": Word("Readings injected behind characters", "字后插入的拼音"),
    "repair_pinyin_mangled_spots": Word("Characters split by injected readings", "被插入的拼音拆坏的字"),
    "repair_spam_tail": Word("A list of places appended to the page", "页尾附加的地名垃圾"),
    "repair_private_use": Word("Characters from a private range", "私用区字符"),
    "repair_bytes_lost": Word("Bytes lost for good", "字节永久丢失"),
    "repairs_whole_page": Word(
        "Counted over the whole page. Every place: scrapy explain {}", "按整个网页计数。逐处查看：scrapy explain {}"
    ),
    "copies": Word("Reprints", "转载"),
    "copies_count": Word("{} copies", "{} 个版本"),
    "only_copy": Word("No other copy is known.", "暂无其他版本。"),
    "whole_story": Word("The story's path", "传播过程"),
    "versions": Word("Versions", "修改记录"),
    "versions_count": Word("{} earlier texts", "{} 个旧版本"),
    "never_changed": Word("The text never changed while it was watched.", "存档期间正文没有改动。"),
    "see_edits": Word("See the edits", "查看改动"),
    "record": Word("Provenance", "出处"),
    "capture": Word("Capture", "抓取记录"),
    "warc_record": Word("WARC record", "WARC 记录"),
    "at_byte": Word("at byte {}", "第 {} 字节起"),
    "warc_missing": Word("the WARC file is not beside this database", "此数据库旁没有该 WARC 文件"),
    "plain_row": Word("Plain row", "数据行"),
    "encoding": Word("Characters read as", "文字编码"),
    "characters": Word("{} characters", "{} 字"),
    # story
    "story": Word("Story", "报道"),
    "story_of": Word("The path of a story", "报道的传播"),
    "why_origin": Word("Why this one is the origin", "认定源头的依据"),
    "retitled": Word("retitled", "改题"),
    "later_by_days": Word("{} days later", "{} 天后"),
    "next_day": Word("the next day", "次日"),
    "same_day": Word("same day", "同日"),
    "coverage_of_copy": Word("{} of it stands in the origin", "其中 {} 见于源头"),
    "coverage_of_origin": Word("holds {} of the origin", "保留源头的 {}"),
    "coverage_unknown": Word("related through other copies", "经由其他版本关联"),
    "legend": Word(
        "Bars: upper, how much of the origin this copy holds; lower, how much of this copy stands in the origin.",
        "上条：该版本保留了源头多少内容；下条：该版本有多少内容见于源头。",
    ),
    "kind_origin": Word("origin", "源头"),
    "kind_reprint": Word("whole", "全文转载"),
    "kind_part_of": Word("cut", "节选"),
    "kind_contains": Word("longer", "增补"),
    "kind_template": Word("same form", "同一格式"),
    "kind_shares": Word("shares passages", "部分相同"),
    "copies_from_to": Word("{} copies on {} sites", "{} 个版本，见于 {} 个网站"),
    # edits
    "edits": Word("Edits", "改动"),
    "edits_of": Word("Edits between versions", "各版本之间的改动"),
    "back_to_article": Word("Back to the article", "返回文章"),
    "inserted": Word("added", "增加"),
    "deleted": Word("removed", "删除"),
    "older_edits": Word("{} older edits: scrapy diff {}", "更早的改动 {} 次：scrapy diff {}"),
    "edition_to": Word("Edition {} to {}", "第 {} 版至第 {} 版"),
    "seen_from": Word("Seen from {} to {}", "见于 {} 至 {}"),
    "present_text": Word("present text", "现版本"),
    "headline_changed": Word("The headline changed", "标题有改动"),
    # trouble
    "not_found": Word("Not in this archive", "馆藏中没有"),
    "no_article": Word("No article has the number {}.", "没有编号为 {} 的文章。"),
    "no_story": Word("No story has the number {}.", "没有编号为 {} 的报道。"),
    "no_record": Word(
        "The WARC record is not here: publish the warc folder beside the database.",
        "找不到 WARC 记录：请将 warc 文件夹放在数据库旁边。",
    ),
}


def chosen_language(asked: str | None, remembered: str | None, accept_language: str) -> Language:
    """`en` or `zh`: what the address asks for, else the cookie, else `Accept-Language` (RFC 9110), else English."""
    wishes = sorted(map(_weighed, accept_language[:1000].lower().split(",")), key=lambda wish: -wish[1])
    tags = [asked, remembered, *(tag.partition("-")[0] for tag, weight in wishes if weight > 0)]
    return next((language for tag in tags for language in LANGUAGES if tag == language), "en")


def _weighed(wish: str) -> tuple[str, float]:
    tag, _, parameter = wish.partition(";")
    try:
        weight = float(parameter.partition("=")[2]) if parameter.strip() else 1.0
    except ValueError:
        weight = 0.0
    return tag.strip(), weight


def say(language: str, key: str, *values: object) -> str:
    """A label in a language, filled in."""
    return str(getattr(WORDS[key], language)).format(*values)
