"""What an archive costs, on articles made up for it; as ratios, which say the same on a fast machine and on a busy
one.
"""

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from helpers import paths
from helpers.archive.copies import find_copies

SENTENCES = (
    "The {body} on {day} ordered {firm} to stop selling its {thing}, officials said.",
    "{firm} said in a statement that it would appeal against the decision of the {body}.",
    "“We have done nothing wrong,” said {person}, a spokeswoman for {firm}.",
    "{person} of the {body} accused {firm} and {other} of sharing prices for {thing}.",
    "The {body} plans to publish a report on {thing} next month.",
    "{firm} agreed to sell its share in {other} for ${number} million.",
    "A person familiar with the talks said that {other} had threatened to leave the market.",
    "In {year} the {body} fined {other} ${number} million for a breach of its licence.",
    "{firm} did not respond to a request for comment, and {other} declined to say more.",
    "The rule would bar {firm} from the market for {thing} until the end of the year.",
    "Analysts expect that {firm} will cut its prices by {number} percent.",
    "Nobody at the {body} could say on {day} how many customers were concerned.",
)
FIRST = ("Ann", "Ruth", "Paul", "Ellis", "Carla", "Martin", "Nora", "Dale", "Priya", "Tom")
LAST = ("Lee", "Abel", "Osei", "Crane", "Mendes", "Keel", "Feld", "Hoyt", "Nair", "Bray", "Weld", "Oduya", "Hartog")
NAMES = ("North", "South", "East", "West", "Lake", "Hill", "Bridge", "Stone", "River", "Field", "Marsh", "Ash")
ENDS = ("line Telecom", "gate Networks", "port Wireless", "ford Media", "wood Energy", "bury Holdings", "mere Rail")
BODIES = ("Communications Authority", "Competition Commission", "Energy Regulator", "Ministry of Trade", "High Court")
THINGS = ("antennas", "routers", "licences", "mobile phones", "software", "cables", "data services")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
LENGTH = 14  # sentences: about 200 words


def invent_articles(number, seed=0):
    """So many invented articles as dicts with text, date, outlet and title, the same for the same seed."""
    draw = random.Random(seed)
    return [invent_article(draw, n) for n in range(number)]


def invent_article(draw, number):
    """One invented article: sentences about the same two firms and one body."""
    firm, other = (draw.choice(NAMES) + draw.choice(ENDS) for _ in range(2))
    body = draw.choice(BODIES)
    sentences = []
    for sentence in draw.sample(SENTENCES, k=len(SENTENCES)) + draw.choices(SENTENCES, k=LENGTH - len(SENTENCES)):
        person = f"{draw.choice(FIRST)} {draw.choice(LAST)}"
        filled = {"firm": firm, "other": other, "body": body, "person": person, "thing": draw.choice(THINGS)}
        numbers = {"number": draw.randint(2, 900), "year": draw.randint(2001, 2019), "day": draw.choice(DAYS)}
        sentences.append(sentence.format(**filled, **numbers))
    paragraphs = [" ".join(sentences[n : n + 3]) for n in range(0, LENGTH, 3)]
    day = f"{2020 + number % 4}-{1 + number % 12:02}-{1 + number % 28:02}"
    return {"title": sentences[0], "text": "\n".join(paragraphs), "date": day, "outlet": f"Outlet {number % 40}"}


def list_archive_ratios(number):
    """{words: ratio} of what an archive of so many articles costs beside others."""
    hours = time_articles(number)
    many = invent_articles(4 * number)
    texts = [(f"s{n}", row["date"], row["outlet"], row["text"]) for n, row in enumerate(many)]
    few, all_of_them = (time_call(lambda rows=rows: find_copies(rows)) for rows in (texts[:number], texts))
    wall = [time_archive(number, workers) for workers in (1, 2)]
    memory = [measure_memory(n) for n in (number, 4 * number)]
    return {
        "an article in an archive, beside annotate": hours[1] / hours[0],
        "one process, beside two": wall[0] / wall[1],
        "memory at its most of four times the articles": memory[1] / memory[0],
        "time for the copies of four times the articles, for each": all_of_them / few / 4,
        "core-hours for a million articles of 200 words": hours[1] / number * 1_000_000 / 3600,
    }


def time_call(call):
    """The processor time of a call."""
    begin = time.process_time()
    call()
    return time.process_time() - begin


def time_articles(number):
    """(processor time of annotate on each of some articles, of the same as parts of an archive)."""
    from helpers.annotate import annotate
    from helpers.archive.adding import PART_SIZE
    from helpers.archive.annotating import annotate_part, make_article

    known = {"author": "", "address": ""}
    rows = [
        {**row, **known, "slug": f"s{n}", "published": row["date"]} for n, row in enumerate(invent_articles(number))
    ]
    annotate_part(rows[:2])
    alone = time_call(lambda: [annotate(make_article(row)) for row in rows])
    parts = [rows[n : n + PART_SIZE] for n in range(0, number, PART_SIZE)]
    return alone, time_call(lambda: [annotate_part(part) for part in parts])


MEASURE = """
import json, sys, resource
from pathlib import Path
from helpers import paths
from helpers.archive.adding import add_articles
from helpers.archive.batches import annotate_archive
from helpers.archive.measuring import invent_articles
import time
if __name__ == "__main__":
    folder, number, workers = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    paths.ARCHIVES = folder / "archives"
    (folder / "a.jsonl").write_text("\\n".join(map(json.dumps, invent_articles(number))), encoding="utf-8")
    add_articles(folder / "a.jsonl", "a")
    begin = time.perf_counter()
    annotate_archive("a", workers=workers)
    print(time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def run_archive(number, workers):
    """(seconds, largest memory) of reading an archive of so many articles, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "measure.py"
        script.write_text(MEASURE, encoding="utf-8")
        command = [sys.executable, str(script), folder, str(number), str(workers)]
        environment = {"PYTHONPATH": str(paths.ROOT), "PATH": ""}
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    seconds, memory = done.stdout.split()
    return float(seconds), int(memory)


def time_archive(number, workers):
    """The seconds that reading an archive takes."""
    return run_archive(number, workers)[0]


def measure_memory(number):
    """The largest memory that reading an archive in one process takes."""
    return run_archive(number, 1)[1]
