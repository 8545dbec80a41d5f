"""A little invented partnership with returns, in a workspace of its own: two years, two authorities, four senders."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from census_maker import census_text, identified
from template_files import filled_row, header

from safeguarding_report.tables.partners import PARTNER_FIGURES
from safeguarding_report.workspace import Step, Workspace
from safeguarding_report.year import ReportingYear

if TYPE_CHECKING:
    from collections.abc import Iterable

REPOSITORY = Path(__file__).parents[2]

SLUG = "elm-and-oak"
ELM, OAK = "Z06000008", "Z06000009"
COUNCIL, OTHER_COUNCIL, POLICE, HEALTH = "Elm Council", "Oak Council", "Elm Constabulary", "Elm Care Board"
CENSUS, POLICE_FILE = "elm-council/census.xml", "elm-constabulary/figures.csv"
YEARS = ("2022-23", "2023-24")

PARTNERSHIP = f"""\
name = "Elm and Oak Safeguarding Children Partnership"
short_name = "EOSCP"
areas = ["{ELM}", "{OAK}"]
demonstration = true
invented = true
authorities = [{{ code = "{ELM}", name = "Elm" }}, {{ code = "{OAK}", name = "Oak" }}]
partners = [
    {{ kind = "local authority", name = "{COUNCIL}" }},
    {{ kind = "local authority", name = "{OTHER_COUNCIL}" }},
    {{ kind = "police", name = "{POLICE}" }},
    {{ kind = "health", name = "{HEALTH}" }},
]
"""


def expected(id_: str, partner: str, form: str, area: str, year: str = "2023-24", **more: object) -> str:
    """Return an entry of what is expected, for the whole year unless told otherwise."""
    whole = ReportingYear.parse(year)
    given = {"period_start": whole.start, "period_end": whole.end, "due": date(whole.official_year, 5, 31)}
    return entry("expected", {"id": id_, "partner": partner, "form": form, "area": area, **given, **more})


def received(answers: str, file: str, year: str = "2023-24", **more: object) -> str:
    """Return an entry of what came, in time and final unless told otherwise."""
    on = date(ReportingYear.parse(year).official_year, 5, 20)
    return entry("received", {"answers": answers, "file": file, "received": on, "sender_role": "Analyst", **more})


def entry(name: str, values: dict[str, object]) -> str:
    """Return one entry of a TOML list of tables."""
    return "\n".join([f"[[{name}]]", *(f"{key} = {_literal(value)}" for key, value in values.items()), "", ""])


def _literal(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return f"[{', '.join(_literal(one) for one in value)}]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def log(year: str = "2023-24", *more: str) -> str:
    """Return returns.toml: a census and police figures came, health gave nothing, and Oak was never asked."""
    return "".join(
        [
            expected("census", COUNCIL, "children_in_need_census", ELM, year),
            expected("police", POLICE, "template", ELM, year),
            expected("health", HEALTH, "template", SLUG, year),
            expected("oak", OTHER_COUNCIL, "ssda903", OAK, year, asked=False),
            received("census", CENSUS, year),
            received("police", POLICE_FILE, year),
            *more,
        ]
    )


def episode(number: int, day: date) -> str:
    """Return one invented child with one referral by the police."""
    return (
        f"<Child>\n{identified(f'CHILD{number:05d}')}<ChildCharacteristics><Ethnicity>WBRI</Ethnicity>"
        "<Disabilities><Disability>NONE</Disability></Disabilities></ChildCharacteristics>\n<CINdetails>\n"
        f"<CINreferralDate>{day}</CINreferralDate>\n<ReferralSource>6</ReferralSource>\n"
        "<PrimaryNeedCode>N1</PrimaryNeedCode>\n<ReferralNFA>false</ReferralNFA>\n</CINdetails>\n</Child>\n"
    )


def census(year: str, children: Iterable[int], authority: str = "999") -> str:
    """Return a census in which each of these children was referred once, on a day of its own."""
    whole = ReportingYear.parse(year)
    episodes = [episode(number, whole.start + timedelta(days=number % 360)) for number in children]
    end = f"{whole.official_year}"
    return census_text(*episodes, year=end, reference=f"{end}-03-31", authority=authority)


def figures(year: str, **numbers: object) -> str:
    """Return a filled template as a CSV list: one row for each indicator."""
    whole = ReportingYear.parse(year)
    rows = [
        filled_row(
            PARTNER_FIGURES,
            indicator_id=indicator,
            area_code=ELM,
            period_start=whole.start.isoformat(),
            period_end=whole.end.isoformat(),
            numerator=str(number),
            denominator="",
        )
        for indicator, number in numbers.items()
    ]
    return "".join(",".join(f'"{cell}"' for cell in row) + "\r\n" for row in [header(PARTNER_FIGURES), *rows])


def make_workspace(root: Path, *, invented: bool = True, years: tuple[str, ...] = YEARS) -> Workspace:
    """Make the workspace; the published figures are those of this checkout."""
    shutil.copytree(REPOSITORY / "data" / "official", root / "data" / "official")
    (root / "outputs").mkdir()
    own = root / "data" / SLUG
    own.mkdir()
    settings = PARTNERSHIP if invented else PARTNERSHIP.replace("invented = true\n", "")
    (own / "partnership.toml").write_text(settings, encoding="utf-8")
    for number, year in enumerate(years):
        put(root, year, "year.toml", "")
        put(root, year, "returns.toml", log(year))
        # Forty children of the first year come again in the second.
        put(root, year, f"returns/{CENSUS}", census(year, range(number * 160, number * 160 + 200)))
        put(root, year, f"returns/{POLICE_FILE}", figures(year, da_child_incidents=240))
    return Workspace(root)


def put(root: Path, year: str, name: str, text: str) -> Path:
    """Write a file of one year."""
    path = root / "data" / SLUG / year / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return path


def step(workspace: Workspace, staging: Path, year: str = "2023-24", name: str = "01_validate") -> Step:
    """Return the step of one year as the pipeline runs it."""
    return Step(name, workspace, SLUG, ReportingYear.parse(year), staging)
