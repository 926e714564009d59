"""`ddscore portfolio` at the command line."""

from __future__ import annotations

import csv
import io
import json
import shlex
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Run

DATA = Path(__file__).parents[1] / "data" / "portfolio"
CASES = DATA / "cases"
Q1 = DATA / "q1.csv"
QUARTERS = [f"2025-{day}={DATA}/q{n}.csv" for n, day in enumerate(("03-31", "06-30", "09-30", "12-31"), 1)]


@pytest.fixture
def holdings(tmp_path: Path) -> Path:
    return tmp_path / "holdings.csv"


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CASES, tmp_path / "cases"))


def test_a_list_is_set_against_the_records(ddscore: Run) -> None:
    ran = ddscore("portfolio", Q1, "--cases", CASES)
    assert (ran.code, ran.err) == (0, "")
    text = " ".join(ran.out.split())
    assert "4 positions are held, worth 100,000,000 EUR. 3 have a record: 80.0 percent of the value." in text
    assert "4 cases read, 3 of companies held, 1 of others and left out." in text
    assert "UN Guiding Principles, policy against practice (ungp" in text


@pytest.mark.parametrize(("name", "code"), [("Example Timber plc", 0), ("Example Timbers", 1), ("Cash", 1)])
def test_a_run_can_fail_on_what_has_no_record(ddscore: Run, holdings: Path, name: str, code: int) -> None:
    holdings.write_text(f"Name,Value\n{name},1\n", encoding="utf-8")
    ran = ddscore("portfolio", holdings, "--cases", CASES, "--fail-on", "no-record")
    assert ran.code == code
    assert (f"{name} (line 2 of holdings.csv): no-record" in ran.err) == bool(code)


def test_a_run_can_fail_on_near_names_and_says_how_many_there_are(ddscore: Run, holdings: Path) -> None:
    holdings.write_text("Name,Value\nExample Timbers,1\nCash,1\n", encoding="utf-8")
    ran = ddscore("portfolio", holdings, "--cases", CASES, "--fail-on", "near-name")
    assert ran.code == 1
    assert "note: 1 holding has a name near to that of a case" in ran.err
    assert "Example Timbers (line 2 of holdings.csv): near-name" in ran.err
    assert "Cash (" not in ran.err


@pytest.mark.parametrize("words", [["assess", ""], ["check", ""], ["portfolio", Q1, "--cases", ""]])
def test_an_unset_variable_is_not_taken_for_the_current_folder(ddscore: Run, words: list[object]) -> None:
    ran = ddscore(*words)
    assert (ran.code, ran.out) == (2, "")
    assert "an empty word stands after" in ran.err


def test_without_records_it_is_wrong_usage(ddscore: Run) -> None:
    ran = ddscore("portfolio", Q1)
    assert ran.code == 2
    assert "give --cases DIR" in ran.err


def test_a_single_case_and_a_shipped_one_are_records_too(ddscore: Run, holdings: Path) -> None:
    holdings.write_text("Name,Ticker,Value\nExample Timber plc,,1\nHikvision,002415.SZ,1\n", encoding="utf-8")
    ran = ddscore(
        "portfolio", holdings, "--cases", CASES / "example-timber.yaml", "--cases", "hikvision", "-f", "json"
    )
    (portfolio,) = json.loads(ran.out)["portfolios"]
    assert [(one["case"], one["matches"][0]["by"]) for one in portfolio["positions"]] == [
        ("example-timber", "name"),
        ("hikvision", "ticker"),
    ]


def test_four_dated_lists_give_their_average(ddscore: Run) -> None:
    ran = ddscore("portfolio", *QUARTERS, "--cases", CASES, "-r", "sfdr-pai", "-f", "json")
    document = json.loads(ran.out)
    assert [one["as_of"] for one in document["portfolios"]] == [
        "2025-03-31",
        "2025-06-30",
        "2025-09-30",
        "2025-12-31",
    ]
    (average,) = document["averages"]
    assert average["is_as_asked"]
    assert average["shares"][0]["counted"] == pytest.approx({"least": 0.1, "most": 0.625})


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([Q1, DATA / "q2.csv"], "several lists need a day each"),
        ([Q1, f"2025-06-30={Q1}"], "several lists need a day each"),
        ([f"2025-06-30={Q1}", f"2025-06-30={DATA}/q2.csv"], "several lists need a day each"),
        ([f"2025-06-30={Q1}", "--as-of", "2025-06-30"], "has a day of its own"),
        ([f"2025-06-31={Q1}"], "is not a day"),
        ([Q1, "--map", "Issuer"], "write FIELD=COLUMN"),
        ([Q1, "--map", "nam=Issuer"], "nam is no field of a holding; did you mean `name`"),
        ([Q1, "--map", "name=Isuer"], "has no column Isuer; did you mean `Issuer`"),
        ([Q1, "--sheet", "Fund"], "is no workbook"),
        ([Q1, "--decimal", ";"], "is not one of"),
        ([Q1, "-f", "sqlite"], "a database is written to a file"),
        ([Q1, "-o", "report.xyz"], "no format ends in .xyz"),
        ([Q1, "--fail-on", "outcome:urgnt"], "did you mean `urgent`?"),
        ([Q1, "--fail-on", "outcom:urgnt"], "did you mean `outcome`?"),
        ([Q1, "--fail-on", "outcom:urgent"], "did you mean `outcome:urgent`?"),
        ([Q1, "--fail-on", "contradicted"], "did you mean `profile:contradicted`?"),
        ([Q1, "--fail-on", "outcome:contradicted"], "did you mean `profile:contradicted`?"),
        ([Q1, "--fail-on", "outcome:"], "write KIND:ID"),
        ([Q1, "-r", "sfdr-pai", "--fail-on", "profile:undetermined"], "sfdr-pai has no profiles"),
        ([Q1, "-r", "sfdr-pai", "-r", "ungp", "--fail-on", "band:wid"], "ungp is wid; did you mean `wide`?"),
    ],
)
def test_what_cannot_be_done_is_wrong_usage(ddscore: Run, words: list[object], said: str) -> None:
    ran = ddscore("portfolio", *words, "--cases", CASES)
    assert (ran.code, ran.out) == (2, "")
    assert said in " ".join(ran.err.split())


def test_a_list_that_is_not_there_is_an_error(ddscore: Run) -> None:
    ran = ddscore("portfolio", DATA / "q5.csv", "--cases", CASES)
    assert (ran.code, ran.out) == (3, "")
    assert "q5.csv: no such file" in ran.err


def test_columns_are_mapped_one_by_one_or_together(ddscore: Run, holdings: Path) -> None:
    holdings.write_text('Who,Code,"Worth, in all"\nX,GB0000000009,5\n', encoding="utf-8")
    for words in (
        ["--map", "name=Who,isin=Code,value=Worth, in all"],
        ["--map", "name=Who", "--map", "isin=Code", "--map", "value=Worth, in all"],
    ):
        ran = ddscore("portfolio", holdings, "--cases", CASES, *words, "-f", "json")
        assert json.loads(ran.out)["portfolios"][0]["positions"][0]["case"] == "example-mining"


def test_the_report_names_the_command_that_gives_it_again(
    ddscore: Run, holdings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    holdings.write_text('Who;Worth now\nExample Mining plc;"1,234"\nCash;\n', encoding="utf-8")
    monkeypatch.chdir(holdings.parent)
    words = ["--map", "name=Who", "--map", "value=Worth now", "--decimal", ",", "--keep-going"]
    ran = ddscore("portfolio", holdings.name, "--cases", CASES, *words, "-f", "markdown")
    (command,) = [line for line in ran.out.splitlines() if line.startswith("    ddscore ")]
    again = [CASES if word == "DIR" else word for word in shlex.split(command)[1:]]
    assert ddscore(*again, "-f", "markdown").out == ran.out


BAD = "Name,ISIN,Value\nExample Mining plc,GB0000000008,5\nExample Timber plc,,a lot\nExample Foods SA,,5\n"


def test_bad_lines_fail_the_run_with_all_of_them_told(ddscore: Run, holdings: Path, tmp_path: Path) -> None:
    holdings.write_text(BAD, encoding="utf-8")
    output = tmp_path / "report.txt"
    output.write_text("the old report", encoding="utf-8")
    ran = ddscore("portfolio", holdings, "--cases", CASES, "-o", output)
    assert (ran.code, ran.out) == (3, "")
    assert f"{holdings}:2: GB0000000008 is no ISIN" in ran.err
    assert f"{holdings}:3: the value 'a lot' cannot be read as a number" in ran.err
    assert output.read_text(encoding="utf-8") == "the old report"


def test_with_keep_going_bad_lines_are_told_and_counted(ddscore: Run, holdings: Path) -> None:
    holdings.write_text(BAD, encoding="utf-8")
    ran = ddscore("portfolio", holdings, "--cases", CASES, "--keep-going", "-f", "json")
    assert ran.code == 0
    assert "2 problems; what they concern is counted in the result" in ran.err
    (portfolio,) = json.loads(ran.out)["portfolios"]
    assert [(one["name"], one["held"]) for one in portfolio["positions"]] == [
        ("Example Mining plc", "unclear"),
        ("Example Foods SA", "assessed"),
    ]
    assert portfolio["holdings"]["unread"] == 1
    assert [one["id"] for one in portfolio["holdings"]["problems"]] == [
        "holdings/check-digit",
        "holdings/bad-number",
    ]
    assert portfolio["results"][0]["shares"][0]["no_record"]["weight"] == 0.5


def test_a_broken_case_fails_the_run_unless_it_keeps_going(ddscore: Run, cases: Path) -> None:
    broken = cases / "example-mining.yaml"
    broken.write_text(
        broken.read_text(encoding="utf-8").replace("relationship: cause", "relationship: causing"),
        encoding="utf-8",
    )
    ran = ddscore("portfolio", Q1, "--cases", cases)
    assert (ran.code, ran.out) == (3, "")
    assert f"{broken}:23:19: `relationship` cannot be" in ran.err
    ran = ddscore("portfolio", Q1, "--cases", cases, "--keep-going", "-f", "json")
    document = json.loads(ran.out)
    assert ran.code == 0
    assert [(one["file"], one["case"]) for one in document["cases"]["invalid"]] == [
        ("example-mining.yaml", "example-mining")
    ]
    assert [one["held"] for one in document["portfolios"][0]["positions"]] == [
        "invalid",
        "assessed",
        "assessed",
        "no-record",
    ]


def test_notes_on_how_a_list_was_read_go_to_stderr(ddscore: Run, holdings: Path) -> None:
    holdings.write_bytes("Name;Value\nCrédit Exemple SA;5,50\n".encode("cp1252"))
    ran = ddscore("portfolio", holdings, "--cases", CASES)
    assert ran.code == 0
    assert f"note: {holdings}: it is not UTF-8 and was read as Windows-1252" in ran.err


@pytest.mark.parametrize(
    ("rubrics", "gate", "said"),
    [
        (["ungp"], "outcome:urgent", ["example-mining by ungp as of 2025-12-31: outcome urgent"]),
        (["ungp"], "profile:contradicted", ["example-mining by ungp as of 2025-12-31: profile contradicted"]),
        (["ungp"], "band:narrow", ["example-timber by ungp as of 2025-12-31: band narrow"]),
        (["ungp"], "outcome:monitor", []),
        (
            ["sfdr-pai"],
            "outcome:violations",
            ["example-mining by sfdr-pai as of 2025-12-31: outcome violations"],
        ),
        (
            ["ungp", "sfdr-pai"],
            "outcome:violations",
            ["example-mining by sfdr-pai as of 2025-12-31: outcome violations"],
        ),
        (["ungp"], "profile:undetermined", ["example-foods by ungp as of 2025-12-31: profile undetermined"]),
    ],
)
def test_a_gate_fails_where_a_company_that_is_held_meets_it(
    ddscore: Run, rubrics: list[str], gate: str, said: list[str]
) -> None:
    words = [word for rubric in rubrics for word in ("-r", rubric)]
    ran = ddscore("portfolio", Q1, "--cases", CASES, *words, "--fail-on", gate)
    assert ran.code == (1 if said else 0)
    assert [line.strip() for line in ran.err.splitlines() if line.startswith("  ")] == said
    assert ran.out


def test_gates_of_several_rubrics_are_told_one_by_one(ddscore: Run) -> None:
    gates = ["--fail-on", "outcome:urgent", "--fail-on", "outcome:violations"]
    ran = ddscore("portfolio", Q1, "--cases", CASES, "-r", "ungp", "-r", "sfdr-pai", *gates)
    assert ran.code == 1
    assert [line.partition(": ")[2] for line in ran.err.splitlines() if line.startswith("  ")] == [
        "outcome urgent",
        "outcome violations",
    ]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("0", "its value is 0, so it is not held and fails nothing"),
        ("-5", "it is short on balance, so it is not held and fails nothing"),
    ],
)
def test_what_is_listed_and_not_held_fails_no_gate_and_is_told(
    ddscore: Run, holdings: Path, value: str, said: str
) -> None:
    holdings.write_text(f"Name,Value\nExample Mining plc,{value}\nCash,10\n", encoding="utf-8")
    words = ["--cases", CASES, "-r", "sfdr-pai", "--fail-on", "outcome:violations"]
    ran = ddscore("portfolio", holdings, *words)
    assert ran.code == 0
    assert f"outcome violations; {said}" in ran.err
    text = " ".join(ran.out.split())
    assert "Example Mining plc" in text
    assert ("listed and not held" if value == "0" else "short, by 5: left out") in text
    ran = ddscore("portfolio", holdings, *words, "-f", "json")
    (portfolio,) = json.loads(ran.out)["portfolios"]
    assert portfolio["positions"][0]["weight"] == (0 if value == "0" else None)
    assert portfolio["short"]["positions"] == (value != "0")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Name,Value\n", "there is no row below the column names"),
        ("Name,Value\nCash,0\n", "nothing is held on balance"),
        ("", "there is nothing in this file"),
    ],
)
def test_a_quarter_without_data_stops_the_year_with_its_name(
    ddscore: Run, holdings: Path, content: str, said: str
) -> None:
    holdings.write_text(content, encoding="utf-8")
    lists = [*QUARTERS[:2], f"2025-09-30={holdings}", QUARTERS[3]]
    for words in ([], ["--keep-going"]):
        ran = ddscore("portfolio", *lists, "--cases", CASES, "-r", "sfdr-pai", *words)
        assert (ran.code, ran.out) == (3, "")
        assert f"{holdings}" in ran.err
        assert said in ran.err


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".json", ".csv"])
def test_the_format_goes_by_the_ending_of_the_file(ddscore: Run, tmp_path: Path, suffix: str) -> None:
    ran = ddscore("portfolio", Q1, "--cases", CASES, "-o", tmp_path / f"report{suffix}")
    assert (ran.code, ran.out) == (0, "")
    assert "example-mining" in (tmp_path / f"report{suffix}").read_text(encoding="utf-8")


def test_a_row_in_csv_is_a_position_by_a_rubric(ddscore: Run) -> None:
    ran = ddscore("portfolio", Q1, "--cases", CASES, "-r", "ungp", "-r", "sfdr-pai", "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert len(rows) == 8
    assert {(row["rubric"], row["case"]): row["weight"] for row in rows}[
        "sfdr-pai", "example-mining"
    ] == "0.1"
    assert [row["held"] for row in rows].count("no-record") == 2


def test_a_database_opens_with_its_keys_and_views(ddscore: Run, tmp_path: Path) -> None:
    output = tmp_path / "results.sqlite"
    output.write_bytes(b"an old one")
    ran = ddscore("portfolio", *QUARTERS, "--cases", CASES, "-r", "sfdr-pai", "-o", output)
    assert (ran.code, ran.err) == (0, "")
    with closing(sqlite3.connect(output)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        shares = database.execute(
            "SELECT said, percent FROM shares_of_value WHERE as_of = '2025-03-31' AND share LIKE '%10)'"
        ).fetchall()
        assert shares == [
            ("Not involved in violations", 30.0),
            ("Involved in violations", 10.0),
            ("Does not apply", 0.0),
            ("Undetermined", 40.0),
            ("No record", 20.0),
        ]
        assert database.execute("SELECT least FROM averages WHERE share = 'indicator-10'").fetchone() == (
            pytest.approx(0.1),
        )
        assert database.execute("SELECT count(*) FROM holdings WHERE held = 'no-record'").fetchone() == (3,)
        assert database.execute("SELECT name FROM without_record").fetchall() == [("Cash",)] * 3
        for table, column in database.execute('SELECT "table", "column" FROM about_columns'):
            names = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            assert column in names, (table, column)


@pytest.mark.parametrize("form", ["html", "markdown", "text"])
def test_a_folder_gets_a_report_a_company_beside_the_portfolio(
    ddscore: Run, tmp_path: Path, form: str
) -> None:
    folder = tmp_path / "reports"
    ran = ddscore("portfolio", Q1, "--cases", CASES, "-f", form, "-o", folder)
    assert (ran.code, ran.out) == (0, "")
    suffix = {"html": ".html", "markdown": ".md", "text": ".txt"}[form]
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        f"{name}{suffix}" for name in ("example-mining", "example-timber", "example-foods", "index")
    )
    assert f"example-mining{suffix}" in (folder / f"index{suffix}").read_text(encoding="utf-8").replace(
        "\\", ""
    )


def test_the_list_and_the_cases_are_never_written_over(ddscore: Run, cases: Path, holdings: Path) -> None:
    shutil.copy(Q1, holdings)
    for output in (holdings, cases / "example-mining.yaml"):
        ran = ddscore("portfolio", holdings, "--cases", cases, "-o", output, "-f", "csv")
        assert ran.code == 2
        assert "is one of the files to read" in ran.err
    assert holdings.read_bytes() == Q1.read_bytes()


def test_settings_name_the_cases_and_the_gates(
    ddscore: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = f'rubric = "sfdr-pai"\n[portfolio]\ncases = "{CASES.as_posix()}"\nfail-on = "outcome:violations"\n'
    (tmp_path / "ddscore.toml").write_text(text, encoding="utf-8")
    ran = ddscore("portfolio", Q1)
    assert ran.code == 1
    assert "outcome violations" in ran.err
