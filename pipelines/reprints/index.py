"""The index of reprints: what was added, what it resembles, which stories it makes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from os import PathLike
from types import TracebackType
from typing import Self, get_args

from archive.reprint_tables import Connection, Link, ReprintTables, StoredText, open_file
from pipelines.reprints.fingerprints import expected, fingerprints
from pipelines.reprints.relation import SAME_STORY, Kind, Relation, is_overlap, relate
from pipelines.reprints.sketch import Sketch, sketch_of, unpacked
from pipelines.reprints.stories import Edge, stories

_KINDS: tuple[Kind, ...] = get_args(Kind)
_REVERSE: dict[Kind, Kind] = {"part_of": "contains", "contains": "part_of"}
_CANDIDATES = 12
_ENOUGH = 0.08
_COPIES = 12
_BATCH = 5000


class ReprintIndex:
    """Says of every document that is added how it relates to those before it, and which story it belongs to.

    Given a path, the index keeps a file of its own and commits by itself, every 5,000 changes and when closed; after a
    crash the file holds the changes up to a commit. Given an open connection, it works in its `reprint_…` tables and
    inside its transaction, and committing is the caller's business; use one connection from one thread at a time.

    It needs no texts: a document costs a quarter of a byte a character, two a number, five a fingerprint.
    Equal texts are kept once. Relations are reported to at most the 12 most similar texts and the 12 first documents
    that carry each of them.
    """

    def __init__(self, place: str | PathLike[str] | Connection) -> None:
        connection = place if isinstance(place, Connection) else open_file(place)
        self._own = None if connection is place else connection
        self._tables = ReprintTables(connection)
        self._changes = 0

    def add(
        self,
        text: str,
        key: str | None = None,
        day: str | None = None,
        *,
        id: int | None = None,  # noqa: A002  the archive passes the id of its article
    ) -> tuple[int, list[Relation]]:
        """Add a document; its id and its relations to earlier ones, the closest first.

        `key` and `day` (YYYY-MM-DD) are kept beside it for whoever reads the index. Raises ValueError where `id` is
        taken.
        """
        sketch, digest = sketch_of(text)
        with self._tables.whole():
            known = self._tables.known_text(digest) if len(sketch) else None
            if known is None:
                number, related = self._add_text(sketch, digest)
            else:
                number, related = known, self._related(known)
            relations = [
                replace(relation, other=document)
                for relation in related
                for document in self._tables.documents_of(relation.other, _COPIES)
            ]
            document = self._tables.add_document(number, id, key, day)
        self._changed()
        return document, sorted(relations, key=_closeness)

    def remove(self, id: int) -> None:  # noqa: A002  see add
        """Remove a document as if it had never been added. Raises KeyError for an unknown id.

        What the other texts are to each other does not depend on it, only which of them were compared: a text that came
        later than this one may lack relations where one of its fingerprints stood in 64 older texts already, where more
        than 12 resembled it, or where four running were templates, since those that were passed over then are not
        looked at again.
        """
        with self._tables.whole():
            text, last = self._tables.remove_document(id)
            if last:
                hashes = fingerprints(self._sketch(text))
                self._tables.remove_text(text, self._tables.look_up(self._tables.stored(text).digest, hashes))
        self._changed()

    def stories(self) -> dict[int, int]:
        """The story of every document: the smallest document id in it."""
        first: dict[int, int] = {}
        for document, text in self._tables.documents():
            first.setdefault(text, document)
        found = stories(_edges(self._tables.links(), first))
        return {document: found.get(first[text], first[text]) for document, text in self._tables.documents()}

    def story(self, id: int) -> list[int]:  # noqa: A002  see add
        """The documents in the story of a document, ascending, as `stories()` has it.

        Raises KeyError for an unknown id.
        """
        text = self._tables.text_of(id)
        links: set[Link] = set()
        seen: set[int] = set()
        waiting = {text}
        while waiting:
            seen |= waiting
            new = {link for link in self._tables.links_of(waiting) if _KINDS[link.kind] in SAME_STORY}
            links |= new
            waiting = {end for link in new for end in (link.text, link.other)} - seen
        documents = self._tables.documents_with(seen)
        first = {carried: document for document, carried in reversed(documents)}
        found = stories(_edges(links, first))
        named = {carried: found.get(document, document) for carried, document in first.items()}
        return [document for document, carried in documents if named[carried] == named[text]]

    def close(self) -> None:
        """Commit and close the index's own file; a connection that was passed in is left as it is."""
        if self._own is not None:
            self._own.commit()
            self._own.close()
            self._own = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _add_text(self, sketch: Sketch, digest: bytes) -> tuple[int, list[Relation]]:
        hashes = fingerprints(sketch)
        found = self._tables.look_up(digest, hashes)
        related = relate(sketch, self._sketches(found.candidates(_CANDIDATES), len(hashes)))
        stored = StoredText(digest, len(sketch), sketch.packed(), sketch.packed_numbers())
        text = self._tables.add_text(stored, found)
        self._tables.add_links(_link(text, relation) for relation in related)
        return text, related

    def _sketches(self, candidates: Iterable[tuple[int, int]], count: int) -> Iterator[tuple[int, Sketch]]:
        """The candidates that share enough fingerprints with a text that has so many."""
        for other, common in candidates:
            _, length, symbols, numbers = self._tables.stored(other)
            if common >= _ENOUGH * min(count, expected(length)):
                yield other, unpacked(symbols, numbers, length)

    def _related(self, text: int) -> list[Relation]:
        return [Relation(text, "reprint", 1.0, 1.0), *(_relation(text, link) for link in self._tables.links_of([text]))]

    def _sketch(self, text: int) -> Sketch:
        _, length, symbols, numbers = self._tables.stored(text)
        return unpacked(symbols, numbers, length)

    def _changed(self) -> None:
        self._changes += 1
        if self._own is not None and self._changes % _BATCH == 0:
            self._own.commit()


def _closeness(relation: Relation) -> tuple[int, float, int]:
    return _KINDS.index(relation.kind), -relation.coverage - relation.other_coverage, relation.other


def _link(text: int, relation: Relation) -> Link:
    kind = _KINDS.index(relation.kind)
    coverage, other_coverage = round(100 * relation.coverage), round(100 * relation.other_coverage)
    return Link(text, relation.other, kind, coverage, other_coverage, relation.conflicts, relation.substitutions)


def _relation(text: int, link: Link) -> Relation:
    """A link as seen from one of its texts."""
    kind, coverage, other_coverage = _KINDS[link.kind], link.coverage / 100, link.other_coverage / 100
    if text == link.text:
        return Relation(link.other, kind, coverage, other_coverage, link.conflicts, link.substitutions)
    kind = _REVERSE.get(kind, kind)
    return Relation(link.text, kind, other_coverage, coverage, link.conflicts, link.substitutions)


def _edges(links: Iterable[Link], first: Mapping[int, int]) -> Iterator[Edge]:
    """What joins stories; a text goes by the first document that carries it, so that its number does not matter."""
    for link in links:
        kind = _KINDS[link.kind]
        if kind not in SAME_STORY:
            continue
        text, other = first[link.text], first[link.other]
        if kind == "reprint" and not is_overlap(_relation(link.text, link)):
            yield Edge(text, other, part_of=False)
        elif (link.coverage, text) > (link.other_coverage, other):
            yield Edge(text, other, part_of=True)
        else:
            yield Edge(other, text, part_of=True)
