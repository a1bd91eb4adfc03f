"""Which articles a picture is about, as a condition that indexes answer."""

from dataclasses import dataclass

from archive.database import Database

Parameters = dict[str, str]


@dataclass(frozen=True, slots=True)
class Scope:
    """Articles of one site, from a day to a day (both included); `None` leaves open.

    Days are local days as pages state them; an article without one is left out where a day is asked for.
    """

    site: str | None = None
    since: str | None = None
    until: str | None = None

    @property
    def parameters(self) -> Parameters:
        """What the conditions need."""
        return {name: value for name in self.__slots__ if (value := getattr(self, name))}

    def condition(self) -> str:
        """An expression over the columns of `articles`."""
        terms = ["site = :site"] if self.site else []
        terms += ["published_date >= :since"] if self.since else []
        terms += ["published_date <= :until"] if self.until else []
        return " AND ".join(terms) or "TRUE"

    def members(self) -> str:
        """An expression over `articles.id`, for questions that another index than that of days answers.

        The articles are found in the index of sites and days, so that no row with its text is read for them.
        """
        if not self.parameters:
            return "TRUE"
        return f"id IN (SELECT id FROM articles WHERE {self.condition()})"  # noqa: S608 (own names)

    def seen(self, column: str) -> str:
        """The same days for a moment of the archive (UTC), such as the one a failure was seen."""
        terms = ["site = :site"] if self.site else []
        terms += [f"substr({column}, 1, 10) >= :since"] if self.since else []
        terms += [f"substr({column}, 1, 10) <= :until"] if self.until else []
        return " AND ".join(terms) or "TRUE"


def site_labels(db: Database) -> dict[str, str]:
    """What each site is called, by its name."""
    return dict(db.execute("SELECT name, coalesce(nullif(trim(label), ''), name) FROM sites ORDER BY name").fetchall())
