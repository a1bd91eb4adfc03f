"""What Datasette is told about the archive."""

from pathlib import Path

METADATA = Path(__file__).with_name("metadata.yaml")
PLUGINS = Path(__file__).with_name("plugins")
