"""`python -m scraper.replica`: serve the replica until Ctrl-C."""

import argparse
import threading
from contextlib import suppress

from scraper.replica.catalogue import KNOWN, SITES, UNKNOWN
from scraper.replica.server import Replica


def main() -> None:
    """Parse the options, serve, say how to use it."""
    parser = argparse.ArgumentParser(prog="python -m scraper.replica", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port of the proxy (default: any free one)")
    parser.add_argument("--stories", type=int, default=12, help="number of different stories (default: 12)")
    parser.add_argument("--seed", type=int, default=7, help="another seed gives other stories (default: 7)")
    parser.add_argument(
        "--sites", nargs="+", default=SITES, choices=(*KNOWN, *UNKNOWN), help="which sites (default: five)"
    )
    options = parser.parse_args()
    replica = Replica(options.stories, options.seed, sites=options.sites, port=options.port)
    with suppress(KeyboardInterrupt), replica:
        proxies = f"http_proxy={replica.proxy} https_proxy={replica.proxy}"
        usage = (
            f"{len(replica.truth)} articles behind {replica.proxy}; stop with Ctrl-C. Crawl them with:",
            *(f"  {proxies} scrapy crawl {site}" for site in options.sites),
        )
        print("\n".join(usage), flush=True)  # noqa: T201 - this is a command
        threading.Event().wait()


if __name__ == "__main__":
    main()
