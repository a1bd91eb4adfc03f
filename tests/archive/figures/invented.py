"""An archive made up row by row, with all that a picture may meet: gaps, damage, failures, stories, wrong dates."""

from datetime import date, timedelta
from pathlib import Path

from archive.database import Database, open_database

EVIL = (
    '</script></svg><script>document.title="ran"</script><img src="http://leak.example/x" onerror="document.title=1">'
)
TODAY = date(2026, 3, 31)
FIRST = date(2024, 4, 1)
DAYS = 700
SEEN = "2026-03-01T04:00:00.000000Z"


def archive(folder: Path) -> Database:
    """Three sites and one called `EVIL`, two years."""
    db = open_database(folder)
    labels = {"a": "江湾工人报", "b": "Harbour Labour Wire", "c": None, "evil": EVIL}
    with db.atomic():
        for name, label in labels.items():
            db.execute("INSERT INTO sites (name, label, kind) VALUES (?, ?, 'crawl')", [name, label])
        for number in range(1200):
            site = "aaaabbc"[number % 7] if number % 11 else "evil"
            day = FIRST + timedelta(days=(number * 37) % DAYS)
            if site == "b" and 200 < (day - FIRST).days < 290:
                day -= timedelta(days=150)
            source = [f"来源{number % 20}", EVIL, None, ""][number % 4]
            article(db, site, day.isoformat(), source)
        for day in ("1970-01-01", "2099-12-31", None, "2025-13-45"):
            article(db, "a", day)
        for number in range(1, 60):
            db.execute("INSERT INTO repairs VALUES (?, 'kind', 0, ?, 1)", [number * 3, number % 2])
        for number in range(20):
            db.execute(
                "INSERT INTO failures (url, site, stage, reason, seen_at) VALUES (?, ?, 'fetch', ?, ?)",
                [f"http://f/{number}", "ab"[number % 2], EVIL if number > 15 else "HTTP status 503", SEEN],
            )
        story(db, 12)
        story(db, 5)
    return db


def article(
    db: Database, site: str, day: str | None, source: str | None = None, *, at: str | None = None, title: str = "题"
) -> int:
    """One article, archived on the day of `SEEN`."""
    number = db.execute("SELECT count(*) + 1 FROM articles").fetchone()[0]
    db.execute(
        "INSERT INTO articles (id, url, site, title, text, published_at, published_date, source, digest, "
        "first_seen_at, last_seen_at) VALUES (?, ?, ?, ?, '文', ?, ?, ?, ?, ?, ?)",
        [number, f"http://{site}/{number}", site, title, at or day, day, source, str(number), SEEN, SEEN],
    )
    return int(number)


def story(db: Database, copies: int) -> int:
    """A story with so many copies, the last of them dated in 1970, the last but one not at all."""
    number = db.execute("SELECT count(*) + 1 FROM stories").fetchone()[0]
    ids = []
    for place in range(copies):
        day = f"2026-01-{place // 3 + 5:02}"
        at = f"{day}T{8 + place % 3:02}:30+08:00" if place % 4 else day
        stated = {copies - 1: "1970-01-01", copies - 2: None}.get(place, day)
        ids.append(article(db, "abc"[place % 3], stated, at=at, title=EVIL))
    db.execute("INSERT INTO stories VALUES (?, ?, 'because', ?)", [number, ids[0], copies])
    db.execute(f"UPDATE articles SET story_id = ? WHERE id IN ({', '.join(map(str, ids))})", [number])
    for other in ids[1:]:
        db.execute("INSERT INTO relations VALUES (?, ?, 'reprint', 1, 1)", [other, ids[0]])
    return int(number)
