"""A facet of articles by what was done to their text: `?_damage=lost`, `guessed` or `replaced`."""

from collections.abc import Mapping
from typing import Any

from datasette import hookimpl
from datasette.database import QueryInterrupted
from datasette.facets import Facet
from datasette.filters import FilterArguments
from datasette.utils import path_with_added_args, path_with_removed_args

from archive.site.described import known_archives

PARAMETER = "_damage"
DAMAGE: Mapping[str, str] = {
    "lost": "places were lost",
    "guessed": "places were guessed",
    "replaced": "characters were replaced",
}


class DamageFacet(Facet):  # type: ignore[misc]  # Datasette has no types
    """Counts, among the articles that are shown, those with each kind of damage."""

    type = "damage"

    async def facet_results(self) -> tuple[list[Any], list[str]]:
        """One group of up to three values, in the shape of Datasette's own facets."""
        if not self.get_configs():
            return [], []
        counts = ", ".join(f"sum(d.{kind} > 0)" for kind in DAMAGE)
        asked = f"SELECT {counts} FROM ({self.sql}) a JOIN damaged_articles d ON d.article_id = a.id"  # noqa: S608 (own names, Datasette's query)
        limit = self.ds.setting("facet_time_limit_ms")
        try:
            answer = await self.ds.execute(self.database, asked, self.params, custom_time_limit=limit)
        except QueryInterrupted:
            return [], [self.type]
        counted = zip(DAMAGE, answer.rows[0], strict=True)
        values = [self._value(kind, count) for kind, count in counted if count]
        told = {"name": self.type, "type": self.type, "hideable": False, "toggle_url": None, "truncated": False}
        return [{**told, "results": values}], []

    def _value(self, kind: str, count: int) -> Mapping[str, Any]:
        selected = self.request.args.get(PARAMETER) == kind
        change = path_with_removed_args if selected else path_with_added_args
        path = self.ds.urls.path(change(self.request, {PARAMETER: kind}))
        address = self.ds.absolute_url(self.request, path)
        return {"value": kind, "label": kind, "count": count, "toggle_url": address, "selected": selected}


# Datasette has no types.
@hookimpl  # type: ignore[untyped-decorator]
def register_facet_classes() -> list[type[DamageFacet]]:
    """For metadata.yaml: `facets: [damage: id]`."""
    return [DamageFacet]


@hookimpl  # type: ignore[untyped-decorator]
def filters_from_request(request: Any, database: str, table: str, datasette: Any) -> FilterArguments | None:
    """The articles with the damage that the address asks for."""
    kind = request.args.get(PARAMETER)
    if kind not in DAMAGE or table != "articles" or database not in known_archives(datasette):
        return None
    wanted = f"id IN (SELECT article_id FROM damaged_articles WHERE {kind} > 0)"  # noqa: S608 (own names)
    return FilterArguments([wanted], human_descriptions=[DAMAGE[kind]])
