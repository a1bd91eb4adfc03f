"""Which article a person means: its number, or its address as people copy it."""

from archive.database import Database
from archive.errors import InputError

SCHEMES = ("http://", "https://")
LARGEST_ID = 2**63 - 1


def find_article(db: Database, name: str) -> int:
    """The id of the article that `name` means: an id, or an address (also without scheme, or with a fragment).

    Raises:
        InputError: there is none.
    """
    if is_id(name):
        row = db.execute("SELECT id FROM articles WHERE id = ?", [min(int(name), LARGEST_ID)]).fetchone()
        if row is None:
            raise InputError(f"no article has the id {name}; find the article with: scrapy browse")
        return int(row[0])
    for url in addresses(name):
        row = db.execute("SELECT id FROM articles WHERE url = ?", [url]).fetchone()
        if row is not None:
            return int(row[0])
    for url in addresses(name):
        if db.execute("SELECT 1 FROM captures WHERE url = ?", [url]).fetchone():
            raise InputError(f"the page at {url} gave no article; see why with: scrapy explain {url}")
    raise InputError(f"no article at {name}; check the address, or archive the page with: scrapy ingest FILE --url URL")


def is_id(name: str) -> bool:
    """True for what looks like a number of the archive."""
    return name.isascii() and name.isdigit()


def addresses(name: str) -> list[str]:
    """The URLs that may be meant, likeliest first: as written, without the fragment, under the other scheme."""
    name = name.strip()
    found = []
    for written in (name, name.partition("#")[0]):
        bare = next((written[len(scheme) :] for scheme in SCHEMES if written.lower().startswith(scheme)), written)
        found += [written, *(scheme + bare for scheme in SCHEMES)]
    return list(dict.fromkeys(found))
