"""Invented union news in English, in the grammar of `wording`; people, places, unions and figures are invented."""

import random
from datetime import datetime, timedelta

from scraper.replica.stories import YEARS, Story, expand
from scraper.replica.wording import Topic

PLACES = ("Port Marlow", "Kestrel Bay", "Ashby Falls", "North Dunmore", "Silverlake County", "Redhill", "Castle Ferry")
WORKS = (
    *("Harrow Steel", "Bluewater Logistics", "Meridian Textiles", "Oakfield Hospital", "Tern Airways"),
    *("Quarry Lane Foods", "the Dunmore transit authority", "Larkspur Electronics"),
)
UNIONS = (
    *("the Dockers and Carriers Union", "the Garment Hands Federation", "the Public Care Workers"),
    *("the Metal and Mill Workers", "the Transit Staff Association", "the Kitchen and Hotel Union"),
)
FIRST = ("Ana", "Joseph", "Priya", "Marcus", "Leila", "Tomas", "Grace", "Daniel", "Hana", "Owen", "Rosa", "Samuel")
LAST = ("Whitlock", "Okafor", "Delgado", "Brennan", "Petrova", "Sandoval", "Mbeki", "Lindqvist", "Hargreaves", "Tanaka")
SOURCES = ("Union Wire", "Dockside Gazette", "Workers' Monitor", "The Shop Floor")

STRIKE = Topic(
    titles=(
        "{n} workers at {works} walk out over [pay|schedules|safety]",
        "Strike at {works} enters week {2-9} as talks [stall|resume]",
        "Picket lines go up in {place} after {works} rejects union offer",
    ),
    leads=(
        "About {n} members of {union} left {works} in {place} on {day}, tired of months of talks and promises.",
        "Work at {works} came to a halt on {day} when {n} people left the morning shift and formed a line at the gate.",
    ),
    body=(
        "The union wants a raise of {4-12} percent in the first year and a cap of {40-50} hours on the working week.",
        "“I have worked nights here for {5-25} years and I hardly know my children,” said {worker} at the gate.",
        "A spokesperson for the company said that its last offer of {1-3} percent was [fair|generous|final].",
        "Drivers from {2-9} other depots refused to cross the line, and deliveries were sent back.",
        "{chair}, who leads the bargaining team, said the members had voted by {71-97} percent to stay out.",
        "Neighbours brought soup and firewood, and a local baker handed out {80-400} loaves.",
        "The last strike at the site, {6-30} years ago, lasted {3-11} days and ended with a new grievance procedure.",
    ),
)
CONTRACT = Topic(
    titles=(
        "{union_title} ratify contract with {works}",
        "New agreement at {works} ends two-tier pay",
        "{n} staff in {place} win [first contract|back pay|sick leave]",
    ),
    leads=(
        "Members of {union} have approved a {2-5}-year agreement with {works}, it was announced in {place} on {day}.",
        "After {5-19} rounds of bargaining, {works} and {union} signed a contract on {day} that covers {n} people.",
    ),
    body=(
        "Starting pay rises by {6-18} percent at once and again by {2-5} percent each following spring.",
        "The lower scale for people hired after the merger disappears within {6-24} months.",
        "“Nobody handed us this, we organised department by department,” said {worker} after the count.",
        "Managers must now post schedules {10-28} days ahead and pay extra for changes made later.",
        "A joint committee will inspect machines every {2-6} weeks and may stop a line that it finds unsafe.",
        "{expert}, who studies bargaining in the region, called the agreement a sign that small sites can win.",
        "Turnout in the vote was {64-93} percent, the highest that {chair} could remember.",
    ),
)
SAFETY = Topic(
    titles=(
        "Inspectors find {3-40} faults at {works} after union complaint",
        "Heat rules at {works} [too late|not enough], say workers in {place}",
        "Report counts {n} injuries in {place} warehouses",
    ),
    leads=(
        "An inspection of {works} in {place} found blocked exits and missing guards, {union} said on {day}.",
        "It was {38-46} degrees on the packing floor of {works} this month, {union} reported on {day}.",
    ),
    body=(
        "Researchers spoke with {n} people and read {200-900} pages of accident books.",
        "“They gave us a fan and told us to drink water,” said {worker}, who was taken to hospital twice.",
        "The union has asked for breaks of {10-20} minutes in every hour when it is hotter than {28-32} degrees.",
        "The company replied that it had spent {2-9} million on ventilation and that more was planned.",
        "Under national law an employer has {14-60} days to answer an improvement notice.",
        "{expert} noted that agency staff were hurt {2-4} times as often as permanent staff.",
        "{chair} said that safety delegates would return to the site [next week|before winter|without notice].",
    ),
)
TOPICS = (STRIKE, CONTRACT, SAFETY)
ANYWHERE = (
    "{place} has lost about {900-4800} industrial jobs since {year}, and the ones that remain are often temporary.",
    "{union} represents {1200-9800} people in the region, a third more than in {year}.",
    "Messages of support came from unions in {3-17} countries, and some sent money for the hardship fund.",
    "A public meeting is planned for the end of the month in the old market hall.",
    "Local officials said that they would offer a mediator if both sides asked for one.",
    "“What happens here will be watched by every plant along the coast,” {expert} said.",
    "Members will receive {50-200} a week from the fund for as long as the dispute lasts.",
)


def person(rng: random.Random) -> str:
    """An invented full name."""
    return f"{rng.choice(FIRST)} {rng.choice(LAST)}"


def story(seed: int, number: int) -> Story:
    """The `number`-th English story of a seed."""
    rng = random.Random(f"english {seed} {number}")  # noqa: S311 - invents news, keeps no secret
    day = datetime(YEARS[number % len(YEARS)], 1, 10) + timedelta(days=rng.randrange(250))  # noqa: DTZ001 - as Story
    moment = day + timedelta(hours=9, minutes=rng.randrange(8 * 60))
    union = rng.choice(UNIONS)
    facts = {role: person(rng) for role in ("worker", "chair", "expert", "reporter")} | {
        "place": rng.choice(PLACES),
        "works": rng.choice(WORKS),
        "union": union,
        "union_title": union.removeprefix("the "),
        "n": str(rng.randint(60, 980)),
        "day": moment.strftime("%A"),
        "year": str(moment.year - rng.randint(4, 15)),
    }
    topic = rng.choice(TOPICS)
    body = [*topic.body, *rng.sample(ANYWHERE, rng.randint(3, len(ANYWHERE)))]
    rng.shuffle(body)
    lines = [expand(line, rng, facts) for line in (rng.choice(topic.leads), *body)]
    lines = [line[:1].upper() + line[1:] for line in lines]
    pairs = [" ".join(lines[start : start + 2]) for start in range(1, len(lines), 2)]
    titles = [expand(title, rng, facts) for title in rng.sample(topic.titles, 2)]
    return Story(
        key=f"e{seed}-{number}",
        title=titles[0],
        other_title=titles[1],
        paragraphs=(lines[0], *pairs),
        moment=moment,
        source=rng.choice(SOURCES),
        reporter=facts["reporter"],
    )
