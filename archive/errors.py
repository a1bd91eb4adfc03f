"""Every error that this project raises on purpose.

    ArchiveError
    ├── InputError            a path, an argument or a page that cannot be used
    ├── SchemaError           archive.db is newer than this program, or not an archive
    ├── StorageError          the disk or the database refuses to write
    ├── DamagedRecordError    a WARC record that cannot be read
    └── PackingError          a body whose content encoding cannot be undone

The text of each is one line that ends with the cure; a command prints it as it stands.
"""


class ArchiveError(Exception):
    """Base of all errors whose text is meant for the person at the keyboard."""


class InputError(ArchiveError):
    """What was asked for cannot be used as it is."""


class SchemaError(ArchiveError):
    """The database file does not fit this version of the program."""


class StorageError(ArchiveError):
    """Something could not be written; what was committed before stays."""


class DamagedRecordError(ArchiveError):
    """A WARC record is torn or its digest does not match."""


class PackingError(ArchiveError):
    """A body whose content encoding cannot be undone, or that unpacks to more than any page has."""
