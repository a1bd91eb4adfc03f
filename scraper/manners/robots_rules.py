"""What a robots.txt asks for (RFC 9309), with the two customs beside it: Crawl-delay and Request-rate."""

import re
from dataclasses import dataclass
from typing import Self

from protego import Protego

SIZE = 500 * 1024  # RFC 9309, 2.5: at least this much is parsed
AGENT = re.compile(r"^\s*user[- ]?agent\s*:?\s*(.*?)\s*(?:#.*)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """The rules of one host for one crawler: `delay` is the number of seconds to keep between two requests."""

    agent: str
    rules: Protego
    delay: float

    @classmethod
    def read(cls, body: bytes, agent: str) -> Self:
        """The rules for `agent`, a product token; what lies behind the first 500 KiB does not count."""
        text = body[:SIZE].decode("utf-8-sig", "ignore")
        rules = Protego.parse("\n".join(relevant(text, agent.lower())))
        rate = rules.request_rate(agent)
        return cls(agent, rules, max(rules.crawl_delay(agent) or 0.0, rate.seconds / rate.requests if rate else 0.0))

    def allow(self, url: str) -> bool:
        """Whether the crawler may ask for a URL."""
        return self.rules.can_fetch(url, self.agent)


def relevant(text: str, agent: str) -> list[str]:
    """The lines, with all other crawlers under one name: a thousand names before a thousand rules cost a million."""
    lines = []
    for line in text.splitlines():
        named = AGENT.match(line)
        name = named[1].lower() if named else ""
        other = named and name != "*" and name.replace("*", "") not in agent
        lines.append("User-agent: another" if other else line)
    return lines
