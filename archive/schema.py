"""The tables of archive.db, as a list of migrations that only ever grows.

An older file is brought up to date when it is opened; `_sqlite_migrations` (kept by sqlite-utils) says which steps a
file has seen. A step that has been released is never edited: a change is a new step.
"""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from archive.search.index import create_index, create_triggers
from archive.views.definitions import STORIES_AND_DAMAGE

MIGRATION_SET = "union-news-archive"
migrations = Migrations(MIGRATION_SET)

TABLES = """
CREATE TABLE sites (
    name TEXT PRIMARY KEY,
    label TEXT,
    home TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('crawl', 'ingest'))
);
CREATE TABLE captures (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    site TEXT NOT NULL REFERENCES sites(name),
    role TEXT NOT NULL CHECK (role IN ('article', 'continuation', 'list', 'robots', 'other')),
    part_of TEXT,
    fetched_at TEXT NOT NULL,
    status INTEGER NOT NULL,
    warc_file TEXT NOT NULL,
    warc_offset INTEGER NOT NULL,
    warc_length INTEGER NOT NULL,
    payload_digest TEXT,
    etag TEXT,
    last_modified TEXT,
    encoding TEXT,
    evidence TEXT,
    UNIQUE (warc_file, warc_offset)
);
CREATE INDEX idx_captures_url ON captures(url, fetched_at);
CREATE INDEX idx_captures_site ON captures(site);
CREATE INDEX idx_captures_part_of ON captures(part_of) WHERE part_of IS NOT NULL;
CREATE TABLE stories (
    id INTEGER PRIMARY KEY,
    first_article_id INTEGER REFERENCES articles(id),
    origin TEXT,
    size INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX idx_stories_first_article_id ON stories(first_article_id);
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    site TEXT NOT NULL REFERENCES sites(name),
    title TEXT,
    text TEXT NOT NULL,
    published_at TEXT,
    published_date TEXT,
    source TEXT,
    author TEXT,
    editor TEXT,
    section TEXT,
    lang TEXT,
    script TEXT,
    story_id INTEGER REFERENCES stories(id),
    capture_id INTEGER REFERENCES captures(id),
    digest TEXT NOT NULL,
    first_seen_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'live'
);
CREATE INDEX idx_articles_site ON articles(site, published_date);
CREATE INDEX idx_articles_published_date ON articles(published_date);
CREATE INDEX idx_articles_source ON articles(source);
CREATE INDEX idx_articles_story_id ON articles(story_id);
CREATE INDEX idx_articles_capture_id ON articles(capture_id);
CREATE INDEX idx_articles_digest ON articles(digest);
CREATE TABLE versions (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id),
    seen_at TEXT NOT NULL,
    title TEXT,
    text TEXT NOT NULL,
    digest TEXT NOT NULL,
    capture_id INTEGER REFERENCES captures(id)
);
CREATE INDEX idx_versions_article_id ON versions(article_id, seen_at);
CREATE TABLE repairs (
    article_id INTEGER NOT NULL REFERENCES articles(id),
    kind TEXT NOT NULL,
    certain INTEGER NOT NULL,
    guessed INTEGER NOT NULL,
    lost INTEGER NOT NULL,
    PRIMARY KEY (article_id, kind)
);
CREATE TABLE relations (
    article_id INTEGER NOT NULL REFERENCES articles(id),
    other_id INTEGER NOT NULL REFERENCES articles(id),
    kind TEXT NOT NULL CHECK (kind IN ('reprint', 'part_of', 'contains', 'template', 'shares')),
    coverage REAL NOT NULL,
    other_coverage REAL NOT NULL,
    PRIMARY KEY (article_id, other_id)
);
CREATE INDEX idx_relations_other_id ON relations(other_id);
CREATE TABLE failures (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    site TEXT NOT NULL REFERENCES sites(name),
    stage TEXT NOT NULL,
    reason TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    capture_id INTEGER REFERENCES captures(id)
);
CREATE INDEX idx_failures_url ON failures(url);
CREATE INDEX idx_failures_site ON failures(site, seen_at);
CREATE INDEX idx_failures_capture_id ON failures(capture_id);
CREATE TABLE crawls (
    id INTEGER PRIMARY KEY,
    site TEXT NOT NULL REFERENCES sites(name),
    started_at TEXT NOT NULL,
    finished_at TEXT,
    outcome TEXT,
    fetched INTEGER NOT NULL DEFAULT 0,
    new INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX idx_crawls_site ON crawls(site, started_at);
CREATE TABLE frontier (
    url TEXT PRIMARY KEY,
    site TEXT NOT NULL REFERENCES sites(name),
    role TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'discovered' CHECK (state IN ('discovered', 'leased', 'done', 'failed')),
    via TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    discovered_at TEXT NOT NULL,
    not_before TEXT
);
CREATE INDEX idx_frontier_site ON frontier(site, state, not_before);
"""


@migrations()
def create_tables(db: Database) -> None:
    """The first release: sites, captures, articles, and all that is said about them."""
    for statement in TABLES.split(";"):
        if statement.strip():
            db.execute(statement)


@migrations()
def add_story_and_damage_views(db: Database) -> None:
    """The timeline of a story, the articles that are damaged, and where their text stands undamaged."""
    for statement in STORIES_AND_DAMAGE:
        db.execute(statement)


migrations()(create_index)


LEDGER = """
DROP TABLE frontier;
CREATE TABLE frontier (
    id INTEGER PRIMARY KEY,
    site TEXT NOT NULL REFERENCES sites(name),
    key TEXT NOT NULL,
    url TEXT NOT NULL,
    role TEXT NOT NULL,
    request TEXT NOT NULL,
    priority INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'discovered'
        CHECK (state IN ('discovered', 'leased', 'fetched', 'done', 'failed')),
    via TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    discovered_at TEXT NOT NULL,
    not_before TEXT,
    done_at TEXT,
    capture_id INTEGER REFERENCES captures(id),
    crawl_id INTEGER REFERENCES crawls(id),
    UNIQUE (site, key)
);
CREATE INDEX idx_frontier_next ON frontier(site, state, priority DESC, id);
CREATE INDEX idx_frontier_due ON frontier(site, not_before) WHERE state IN ('done', 'failed');
CREATE INDEX idx_frontier_capture_id ON frontier(capture_id);
CREATE INDEX idx_frontier_crawl_id ON frontier(crawl_id)
"""


@migrations()
def make_frontier_a_ledger(db: Database) -> None:
    """The frontier of the first release was never written to."""
    for statement in LEDGER.split(";"):
        db.execute(statement)


@migrations()
def take_ready_tokens(db: Database) -> None:
    """The triggers of the index take tokens that the program has made."""
    create_triggers(db)


@migrations()
def add_revisits(db: Database) -> None:
    """Captures that found again what an earlier one holds."""
    db.execute("ALTER TABLE captures ADD COLUMN revisit_of INTEGER REFERENCES captures(id)")
    db.execute("CREATE INDEX idx_captures_revisit_of ON captures(revisit_of) WHERE revisit_of IS NOT NULL")


VANISHED_BEFORE = "stage = 'fetch' AND reason IN ('HTTP status 404', 'HTTP status 410')"


@migrations()
def add_extractor_and_absence(db: Database) -> None:
    """Which reading rules made a text, and since when its page is gone; what failed before tells of the latter too."""
    for statement in (
        "ALTER TABLE articles ADD COLUMN extractor TEXT",
        "ALTER TABLE versions ADD COLUMN extractor TEXT",
        "ALTER TABLE articles ADD COLUMN gone_at TEXT",
        "ALTER TABLE failures ADD COLUMN vanished TEXT CHECK (vanished IN ('gone', 'redirected', 'deleted'))",
        "CREATE INDEX idx_articles_gone_at ON articles(gone_at)",
        f"UPDATE failures SET vanished = 'gone' WHERE {VANISHED_BEFORE}",  # noqa: S608 (own words)
        """
        UPDATE articles SET status = 'gone', gone_at = f.first_at
        FROM (SELECT url, min(seen_at) AS first_at FROM failures WHERE vanished IS NOT NULL GROUP BY url) AS f
        WHERE f.url = articles.url AND f.first_at > articles.last_seen_at
        """,
    ):
        db.execute(statement)


@migrations()
def add_browsing_aids(db: Database) -> None:
    """A name for every site; and the scripts of 100,000 articles counted in 5 ms instead of 180."""
    for statement in (
        "ALTER TABLE sites ADD COLUMN display_name TEXT AS (coalesce(label, name))",
        "CREATE INDEX idx_articles_script ON articles(script)",
    ):
        db.execute(statement)


HEALTH = """
ALTER TABLE crawls ADD COLUMN since TEXT;
ALTER TABLE crawls ADD COLUMN until TEXT;
CREATE TABLE measures (
    crawl_id INTEGER NOT NULL REFERENCES crawls(id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    hits INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    PRIMARY KEY (crawl_id, name, kind)
);
CREATE TABLE health (
    crawl_id INTEGER NOT NULL REFERENCES crawls(id),
    site TEXT NOT NULL REFERENCES sites(name),
    class TEXT NOT NULL,
    since TEXT NOT NULL,
    detail TEXT,
    example_url TEXT,
    PRIMARY KEY (crawl_id, class)
);
CREATE INDEX idx_health_site ON health(site, crawl_id);
DROP INDEX idx_captures_site;
CREATE INDEX idx_captures_site ON captures(site, fetched_at)
"""


@migrations()
def add_health(db: Database) -> None:
    """What each run was measured at, what was wrong with it, and which days it asked for."""
    for statement in HEALTH.split(";"):
        db.execute(statement)
