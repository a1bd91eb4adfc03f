"""The papers: their addresses over the years, and how they mark headlines."""

from scraper.replica.sites.papers.printing import Form, paper

ART_TITLE = (
    '<p class="introtitle text-center"></p><h2 class="art-title text-center">{}</h2>'
    '<p class="subtitle text-center"></p>'
)
ZJ, GS = "https://epaper.zjgrrb.com/html", "https://szb.gansudaily.com.cn/gsgrb"
HLJ, TS = "http://epaper.hljnews.cn/hljrb", "https://epaper.huanbohainews.com.cn/tsldrb"
XC, RM = "http://szb.21xc.com/xcrb/PC", "http://paper.people.com.cn/rmrb"
LD, MEDIA = "https://ldwb.workerbj.cn/content", "http://media.workercn.cn/sites/media"

SITES = (
    paper(
        "ldwb",
        "https://ldwb.workerbj.cn/",
        Form(
            "html",
            (2013, 2026),
            LD + "/{day:%Y-%m/%d}/node_{n}.htm",
            LD + "/{day:%Y-%m/%d}/content_{id}.htm",
            first=2,
            calendar=LD + "/{day:%Y-%m}/period.xml",
        ),
    ),
    paper(
        "zjgrrb",
        "https://epaper.zjgrrb.com/",
        Form(
            "html",
            (2013, 2026),
            ZJ + "/{day:%Y-%m/%d}/node_{n}.htm",
            ZJ + "/{day:%Y-%m/%d}/content_{id}.htm",
            first=2577,
            headline='<div class="main-article-alltitle"><h1>{}</h1></div>',
        ),
    ),
    paper(
        "gsgrb",
        GS + "/",
        Form("columns", (2013, 2023), GS + "/{day:%Y%m/%d}/col{n:02}.html", GS + "/{day:%Y%m/%d}/c{id}.html"),
        Form(
            "columns-pc",
            (2024, 2026),
            GS + "/pc/layout/{day:%Y%m/%d}/col{n:02}.html",
            GS + "/pc/con/{day:%Y%m/%d}/c{id}.html",
        ),
    ),
    paper(
        "xcrb",
        "http://szb.21xc.com/xcrb/",
        Form(
            "columns",
            (2013, 2026),
            XC + "/layout/{day:%Y%m/%d}/col{n:02}.html",
            XC + "/con/{day:%Y%m/%d}/c{id}.html",
        ),
    ),
    paper(
        "hljrb",
        HLJ + "/pc/layout/index.html",
        Form("flat", (2013, 2019), HLJ + "/{day:%Y%m%d}/{n}.html", HLJ + "/{day:%Y%m%d}/{id}.html"),
        Form(
            "layout",
            (2021, 2026),
            HLJ + "/pc/layout/{day:%Y%m/%d}/node_{n:02}.html",
            HLJ + "/pc/con/{day:%Y%m/%d}/content_{id}.html",
            headline='<div id="ScroLeft"><div class="newsdetatit"><h3>{}</h3></div></div>',
        ),
    ),
    paper(
        "tsldrb",
        TS + "/",
        Form(
            "layout",
            (2013, 2026),
            TS + "/pc/col/{day:%Y%m/%d}/node_{n}.html",
            TS + "/pc/content/{day:%Y%m/%d}/content_{id}.html",
            first=3,
            headline=ART_TITLE,
        ),
    ),
    paper(
        "rmrb",
        RM + "/pc/layout/index.html",
        Form(
            "html",
            (2013, 2023),
            RM + "/html/{day:%Y-%m/%d}/nbs.D110000renmrb_{n:02}.htm",
            RM + "/html/{day:%Y-%m/%d}/nw.D110000renmrb_{day:%Y%m%d}_{place}-{n:02}.htm",
            style="rmrb",
        ),
        Form(
            "layout",
            (2025, 2026),
            RM + "/pc/layout/{day:%Y%m/%d}/node_{n:02}.html",
            RM + "/pc/content/{day:%Y%m/%d}/content_{id}.html",
            style="rmrb",
        ),
    ),
    paper(
        "media_workercn",
        "http://media.workercn.cn/",
        *(
            Form(
                name,
                years,
                f"{MEDIA}/{name}/{{day:%Y_%m/%d}}/GR{{n:02}}00.htm",
                f"{MEDIA}/{name}/{{day:%Y_%m/%d}}/GR{{n:02}}{{place:02}}.htm",
                style="media",
            )
            for name, years in (("grrb", (2013, 2015)), ("jlgrb", (2016, 2020)), ("lnzgb", (2013, 2020)))
        ),
    ),
)
