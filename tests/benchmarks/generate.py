"""A universe of invented companies by seed: `python -m tests.benchmarks.generate 10000 1 DIR`.

Each file is of the size of a well-researched case, 8 KB in 250 lines, and no two are alike. The same seed
gives the same bytes. Names, identifiers (ISINs begin with ZZ, which is no country) and all that is told are
invented.
"""

from __future__ import annotations

import argparse
from itertools import cycle
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from stdnum import isin
from stdnum.iso7064 import mod_97_10

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORDS = {
    "compass": ("Northern", "Southern", "Eastern", "Western", "Upper", "Lower", "Central", "Outer"),
    "trade": ("Copper", "Textiles", "Cameras", "Palm Oil", "Shipping", "Cocoa", "Lithium", "Garments"),
    "form": ("plc", "AG", "SA", "AB", "Ltd", "NV"),
    "country": ("GB", "DE", "FR", "SE", "NO", "NL", "JP", "BR", "ZA", "IN"),
    "coverage": ("complete", "partial", "partial"),
    "relationship": ("cause", "contribute", "linked"),
    "scale": ("limited", "moderate", "serious", "grave"),
    "scope": ("few", "tens-to-hundreds", "thousands"),
    "remediability": ("remediable", "difficult", "irremediable"),
    "ended": ("null", "null", "2021", "2022-04"),
    "body": ("court", "regulator", "ncp"),
    "proof": ("balance", "credible-information"),
    "finality": ("final", "appealable"),
    "policy": ("human-rights-policy", "code-of-conduct", "supplier-code", "modern-slavery-statement"),
    "approver": ("board", "ceo", "management"),
    "step": ("embed", "identify", "act", "track", "communicate", "engage"),
    "truth": ("true", "false"),
    "promised": ("review", "publish", "act", "remedy"),
    "remedy": ("apology", "restitution", "rehabilitation", "financial-compensation"),
    "year": ("2017", "2018", "2019", "2020"),
    "month": ("01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"),
    "until": ("2024-03-31", "2024-05-31", "2024-06-30"),
}
_RIGHTS = (
    *("housing", "privacy", "freedom-from-torture", "liberty", "property", "religion", "expression", "water"),
    *("assembly", "movement", "work", "safe-and-healthy-work", "freedom-from-forced-labour", "health"),
)
_OUTCOMES = (("upheld", "adverse"), ("partly-upheld", "adverse"), ("not-upheld", "exculpatory"))
_INSTRUMENTS = ("UNGP", "OECD-MNE", "ILO-core", "UNGC", "UDHR", "OECD-DDG")
_PUBLISHERS = {
    "company": "the invented company",
    "ngo": "Example Watch",
    "media": "Example Times",
    "court": "Example Court",
    "regulator": "Example Regulator",
    "ncp": "Example Contact Point",
}

_HEAD = """\
# An invented company: nothing here speaks of anybody.
ddscore: case/1
id: example-{company}
company:
  name: Example {compass} {trade} {company} {form}
  country: {country}
  identifiers:
    isin: [{isin}]
    lei: [{lei}]
as_of: 2024-06-30
record: {{status: draft, corrections: []}}
research:
"""
_SEARCH = """\
  {collection}:
    - coverage: {coverage}
      searched: [company website, press archive, court registers]
      until: {until}
"""
_SOURCE = """\
  {source}:
    title: What {publisher} published on what happened at the sites
    publisher: {publisher}
    kind: {kind}
    published: 2023-{month}-15
    url: https://example.org/{company}/{source}
"""
_FACTS = {
    "involvement": """\
  - id: harm-{number}
    title: What happened at the invented site {number}, as its neighbours tell it
    rights: [{rights}]
    summary: Guards drove two villages from their land, as neighbours and a report have it.
    relationship: {relationship}
    actuality: actual
    severity:
      scale: {scale}
      scope: {scope}
      remediability: {remediability}
      because: Two villages lost all that they had.
    period: {{from: 2015, to: {ended}}}
""",
    "findings": """\
  - id: finding-{number}
    title: What was found about the invented site
    by_kind: {body}
    involvement: harm-{harm}
    concerns: [harm, involvement]
    conclusion: {conclusion}
    direction: {direction}
    proof: {proof}
    finality: {finality}
    rights: [{rights}]
    date: {year}-{month}-11
""",
    "policies": """\
  - id: policy-{number}
    kind: {policy}
    instruments: [{instruments}]
    rights: [{rights}]
    approved_by: [{approver}]
    public: true
    date: {year}-{month}
""",
    "due_diligence": """\
  - id: step-{number}
    step: {step}
    title: A report on how the company goes about human rights
    addresses: [harm-{harm}]
    date: {year}-{month}-01
    disclosed: {truth}
""",
    "promises": """\
  - id: promise-{number}
    title: A review of what happened, and to publish what it finds
    promised: {promised}
    made: {year}-{month}
    kept: null
""",
    "remediation": """\
  - id: remedy-{number}
    forms: [{remedy}]
    for: [harm-{harm}]
    offered: {year}-{month}
    completed: null
    disclosed: true
""",
    "engagement": """\
  - id: question-{number}
    question: What is done for those who lost their homes at the site {number}?
    by_kind: ngo
    asked: {year}-{month}-01
    delivered: confirmed
    answered: null
""",
}
_COUNTS = {
    "involvement": (1, 3),
    "findings": (1, 3),
    "policies": (2, 4),
    "due_diligence": (3, 5),
    "promises": (1, 2),
    "remediation": (1, 2),
    "engagement": (1, 3),
}


def case_text(seed: int, company: int) -> str:
    """The case file of one of the companies."""
    return "".join(_case(Random(f"{seed}/{company}"), company))


def _case(random: Random, company: int) -> Iterator[str]:
    sources = [f"{kind}-{number}" for number in (1, 2) for kind in _PUBLISHERS]
    # Each is named in turn, so that none is left over; an outsider stands beside the company's word.
    named = cycle(random.sample(sources, len(sources)))
    harms = random.randint(*_COUNTS["involvement"])
    name = {"company": f"{company:05}", "isin": isin_of(company), "lei": lei_of(company)}
    yield _HEAD.format(**name, **_drawn(random))
    for collection in _COUNTS:
        yield _SEARCH.format(collection=collection, **_drawn(random))
    yield "sources:\n"
    for source in sources:
        kind = source.partition("-")[0]
        yield _SOURCE.format(source=source, kind=kind, publisher=_PUBLISHERS[kind], **name, **_drawn(random))
    for collection, (least, most) in _COUNTS.items():
        yield f"{collection}:\n"
        count = harms if collection == "involvement" else random.randint(least, most)
        for number in range(1, count + 1):
            harm = random.randint(1, harms)
            yield _FACTS[collection].format(number=number, harm=harm, **_drawn(random))
            yield f"    sources: [{', '.join(dict.fromkeys((next(named), next(named), 'ngo-1')))}]\n"


def _drawn(random: Random) -> dict[str, str]:
    """A word for every place in a template."""
    words = {place: random.choice(choice) for place, choice in _WORDS.items()}
    conclusion, direction = random.choice(_OUTCOMES)
    return {
        **words,
        "conclusion": conclusion,
        "direction": direction,
        "rights": _some(random, _RIGHTS),
        "instruments": _some(random, _INSTRUMENTS),
    }


def _some(random: Random, words: Sequence[str]) -> str:
    return ", ".join(random.sample(words, random.randint(1, 3)))


def isin_of(company: int) -> str:
    """The invented ISIN of a company."""
    front = f"ZZ{company:09}"
    return front + isin.calc_check_digit(front)


def lei_of(company: int) -> str:
    """The invented LEI of a company."""
    front = f"EXAMPLE{company:011}"
    return front + mod_97_10.calc_check_digits(front)


def write_cases(number: int, seed: int, folder: Path) -> list[Path]:
    """The files of so many companies, in a folder that is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"example-{company:05}.yaml" for company in range(number)]
    for company, file in enumerate(files):
        file.write_text(case_text(seed, company), encoding="utf-8", newline="\n")
    return files


def main() -> None:
    """Write the files."""
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks.generate", description=__doc__)
    options.add_argument("number", type=int, help="how many companies")
    options.add_argument("seed", type=int, help="which universe")
    options.add_argument("folder", type=Path, help="where to write the files")
    given = options.parse_args()
    write_cases(given.number, given.seed, given.folder)


if __name__ == "__main__":
    main()
