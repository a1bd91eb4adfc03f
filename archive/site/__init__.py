"""What Datasette is told about the archive, and the pages that are added to it."""

from pathlib import Path

METADATA = Path(__file__).with_name("metadata.yaml")
PLUGINS = Path(__file__).with_name("plugins")
TEMPLATES = Path(__file__).with_name("templates")
STATIC = Path(__file__).with_name("static")
