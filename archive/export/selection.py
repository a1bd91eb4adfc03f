"""Which articles are meant: a few plain filters, as a condition in SQL."""

from dataclasses import dataclass
from datetime import date

from archive.database import Database
from archive.errors import InputError

Parameters = dict[str, str]


@dataclass(frozen=True, slots=True)
class Selection:
    """Articles of one site, from a day to a day (both included), of one credited source, in one script, with words.

    Days are local days as pages state them; an article without one is left out where a day is asked for. Every one of
    `words` must stand in the title or the text, whatever the case of its Latin letters. `None` and empty leave open.
    """

    site: str | None = None
    since: str | None = None
    until: str | None = None
    source: str | None = None
    script: str | None = None
    words: tuple[str, ...] = ()

    def condition(self) -> tuple[str, Parameters]:
        """An expression over a table `a` of articles, and its parameters."""
        return self._condition(with_days=True)

    def _condition(self, *, with_days: bool) -> tuple[str, Parameters]:
        terms = ["TRUE"]
        terms += [f"a.{name} = :{name}" for name in ("site", "source", "script") if getattr(self, name)]
        if with_days:
            terms += ["a.published_date >= :since"] if self.since else []
            terms += ["a.published_date <= :until"] if self.until else []
        parameters = {
            name: str(getattr(self, name))
            for name in ("site", "since", "until", "source", "script")
            if getattr(self, name)
        }
        for number, word in enumerate(self.words):
            terms.append(f"(a.title LIKE :word{number} ESCAPE '\\' OR a.text LIKE :word{number} ESCAPE '\\')")
            parameters[f"word{number}"] = f"%{_literally(word)}%"
        return " AND ".join(terms), parameters

    def count(self, db: Database) -> int:
        """How many articles are meant."""
        condition, parameters = self.condition()
        return _counted(db, condition, parameters)

    def count_undated(self, db: Database) -> int:
        """How many are left out only because they state no day."""
        if not (self.since or self.until):
            return 0
        condition, parameters = self._condition(with_days=False)
        return _counted(db, f"{condition} AND a.published_date IS NULL", parameters)


def as_day(name: str, value: str | None) -> str | None:
    """A day given on the command line, checked.

    Raises:
        InputError: it is not a day of the calendar, as YYYY-MM-DD.
    """
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise InputError(f"--{name} {value} is not a day; give it as --{name} 2026-01-31") from None


def _literally(word: str) -> str:
    """`word` for LIKE, with nothing in it that means more than itself."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _counted(db: Database, condition: str, parameters: Parameters) -> int:
    row = db.execute(f"SELECT count(*) FROM articles a WHERE {condition}", parameters).fetchone()  # noqa: S608 (own words)
    return int(row[0])
