"""What a site shows for an article that it took away and does not call missing."""

from urllib.parse import urlsplit

from scraper.replica.feeds import LAUNCH
from scraper.replica.model import Page

# In the manner of common content management systems: a message between the navigation and the imprint of the site.
DELETED = """<!DOCTYPE html><html><head><meta charset="gbk">
<meta http-equiv="refresh" content="3; url=/"><title>提示信息</title></head><body>
<ul><li><a href="/">首页</a></li><li><a href="/news/">新闻</a></li><li><a href="/about.html">关于我们</a></li></ul>
<div class="tip"><h3>抱歉，您访问的文章不存在或已被删除！</h3><p>3秒后自动返回<a href="/">首页</a>，请稍候。</p></div>
<h4>热点</h4><ul><li><a href="/hot/1.html">区总工会开展夏季送清凉活动</a></li>
<li><a href="/hot/2.html">技能比武大赛本周开赛，两百名选手报名</a></li></ul>
<p>版权所有 未经授权不得转载</p></body></html>"""


def page(url: str, status: int) -> Page:
    """A redirect to the home page of the article's site for 301 and 302, otherwise a page that says so."""
    if status in {301, 302}:
        return Page(b"", "", LAUNCH, f"{urlsplit(url).scheme}://{urlsplit(url).netloc}/", status)
    return Page(DELETED.encode("gbk"), "text/html", LAUNCH)
