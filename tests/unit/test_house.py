"""The house: sizes, what may stand in the repository, and documents that cannot rot."""

from __future__ import annotations

import ast
import json
import re
import statistics
import subprocess
import tomllib
from collections import Counter

import pytest

MOST_LINES = 400
MEDIAN_LINES = 150
LARGEST_FILE = 400_000
"""The largest file is the lock of the tests: a hash for every platform."""
LARGEST_OFFICIAL_FOLDER = 400_000

# The names are put together here, so that this file does not hold them.
REGISTRY_HOSTS = ("pypi" + ".org", "python" + "hosted.org", "registry." + "npmjs", "deb." + "debian.org")
MACHINE_PATHS = ("/wo" + "rk/", "/fa" + "rm/", "/ro" + "ot/")


@pytest.fixture(scope="module")
def committed(repository):
    """Every file that is in the repository, or would be after `git add`."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=repository,
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for name in listed.stdout.split("\0") if name and (path := repository / name).is_file()]


@pytest.fixture(scope="module")
def texts(committed):
    return {path: path.read_text(encoding="utf-8") for path in committed}


@pytest.fixture(scope="module")
def modules(repository):
    return sorted((repository / "pipelines" / "safeguarding_report").rglob("*.py"))


@pytest.fixture(scope="module")
def makefile_words(repository):
    return set(re.findall(r"^([a-z]+):.*##", (repository / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


@pytest.fixture(scope="module")
def commands():
    from safeguarding_report import cli

    return cli.commands.commands


@pytest.fixture(scope="module")
def command_sections(repository):
    """The reference of the command line: what stands below each heading."""
    text = (repository / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")
    return dict(section.split("\n", 1) for section in text.split("\n## ")[1:])


def test_half_of_the_modules_have_less_than_150_lines_and_none_more_than_400(modules):
    lines = {module.name: len(module.read_text(encoding="utf-8").splitlines()) for module in modules}
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}
    assert statistics.median(lines.values()) < MEDIAN_LINES


def test_no_module_is_called_by_a_name_that_says_nothing(modules):
    empty_names = {"utils", "util", "helpers", "helper", "common", "misc"}
    assert [module.name for module in modules if empty_names & {module.stem, *module.parent.parts}] == []


def test_every_module_says_in_its_first_line_what_it_is_for(modules):
    without = [
        module.name for module in modules if not ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))
    ]
    assert without == []


@pytest.mark.parametrize("text", [*REGISTRY_HOSTS, *MACHINE_PATHS])
def test_no_file_names_a_package_registry_or_a_path_of_one_machine(repository, texts, text):
    assert [str(path.relative_to(repository)) for path, content in texts.items() if text in content] == []


def test_no_file_is_large(repository, committed):
    sizes = {str(path.relative_to(repository)): path.stat().st_size for path in committed}
    assert {name: size for name, size in sizes.items() if size > LARGEST_FILE} == {}
    official = sum(size for name, size in sizes.items() if name.startswith("data/official/"))
    assert official < LARGEST_OFFICIAL_FOLDER


def test_a_notebook_is_committed_without_outputs_and_with_its_kernel_and_parameters(repository, committed):
    notebooks = [path for path in committed if path.suffix == ".ipynb"]
    assert {"01_validate", "02_measure", "03_chart", "04_report"} <= {path.stem for path in notebooks}
    for path in notebooks:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        assert [cell["outputs"] for cell in code if cell["outputs"]] == [], path.name
        assert {cell["execution_count"] for cell in code} == {None}, path.name
        if path.parent == repository / "notebooks":
            assert notebook["metadata"]["kernelspec"]["name"] == "python3", path.name
            tagged = [cell for cell in code if "parameters" in cell["metadata"].get("tags", [])]
            assert len(tagged) == 1, path.name


def _locked(repository, name):
    text = (repository / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", text, re.MULTILINE)), text


@pytest.mark.parametrize("name", ["run", "test", "lab", "bench"])
def test_a_lock_has_a_hash_for_every_release_and_no_address(repository, name):
    versions, text = _locked(repository, name)
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(versions) >= 1
    assert len(versions) <= len(entries)
    assert [entry.split(" ")[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text


def test_the_tests_run_what_the_reports_run(repository):
    run, _ = _locked(repository, "run")
    test, _ = _locked(repository, "test")
    assert run.items() <= test.items()


def test_jupyterlab_stays_out_of_the_environment_of_the_reports(repository):
    run, _ = _locked(repository, "run")
    lab, _ = _locked(repository, "lab")
    assert "jupyterlab" in lab
    assert "jupyterlab" not in run
    assert "papermill" not in lab


def test_the_workflow_pins_every_action_by_hash_and_grants_nothing_by_default(repository):
    for path in (repository / ".github" / "workflows").iterdir():
        text = path.read_text(encoding="utf-8")
        uses = re.findall(r"uses: (.*)", text)
        assert uses
        assert [use for use in uses if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use)] == []
        assert "\npermissions: {}\n" in text
        assert "write" not in re.findall(r"^\s+[a-z-]+: (read|write|none)$", text, re.MULTILINE)
        assert set(re.findall(r"^\s+path: (.*)$", text, re.MULTILINE)) <= {"outputs/public"}


def test_ci_runs_the_words_of_the_makefile(repository, makefile_words):
    said = (repository / ".ci" / "run").read_text(encoding="utf-8")
    said += (repository / ".github" / "workflows" / "report.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"(?:run: make|make --no-print-directory) ([a-z]+)", said)) == {"report", "test"}
    assert {"report", "test", "check", "fix", "bench", "prove", "golden", "lab", "lock"} <= makefile_words


def test_the_readme_names_every_word_of_the_makefile_and_no_other(repository, makefile_words):
    readme = (repository / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"(?:`|^)make ([a-z]+)", readme, re.MULTILINE)) == makefile_words


def test_no_two_modules_of_the_tests_have_one_name(repository):
    # pytest imports them by their bare names, and stops before the first test where one stands for two.
    names = Counter(path.name for path in (repository / "tests").rglob("*.py") if path.name != "conftest.py")
    assert [] == [name for name, count in names.items() if count > 1]


def test_every_path_that_a_document_links_to_exists(repository, committed):
    links = [
        (path, target)
        for path in committed
        if path.suffix == ".md"
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
        if "://" not in target
    ]
    assert len(links) > 10
    broken = [(path.relative_to(repository), target) for path, target in links if not (path.parent / target).exists()]
    assert broken == []


def test_the_reference_has_exactly_the_commands_that_there_are(commands, command_sections):
    assert set(commands) == set(command_sections) - {"Options that every command has", "Exit codes"}


def test_the_reference_has_exactly_the_options_of_each_command(commands, command_sections):
    option = re.compile(r"^\| `(--[a-z][a-z-]*)", re.MULTILINE)
    common = set(option.findall(command_sections["Options that every command has"]))
    assert common == {"--workspace", "--help"}
    for name, command in commands.items():
        taken = {text for parameter in command.params for text in parameter.opts if text.startswith("--")}
        assert taken - common == set(option.findall(command_sections[name])), name


def test_the_reference_has_exactly_the_exit_codes_that_there_are(command_sections):
    from safeguarding_report import cli, errors

    tree = [error for error in vars(errors).values() if isinstance(error, type) and issubclass(error, Exception)]
    codes = {0, cli.OUR_FAULT, *(error.exit_code for error in tree)}
    assert codes == {int(code) for code in re.findall(r"^\| (\d+) \|", command_sections["Exit codes"], re.MULTILINE)}


def test_every_key_of_a_settings_file_is_in_the_reference(repository):
    import dataclasses

    from safeguarding_report import partnership, settings
    from safeguarding_report.corrections.entries import Correction, Corrections
    from safeguarding_report.receiving import Expected, Received, ReturnsLog

    reference = (repository / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    for form in (
        partnership.Partnership,
        partnership.Partner,
        partnership.Priority,
        partnership.DisclosureSettings,
        partnership.Timetable,
        partnership.YearSettings,
        ReturnsLog,
        Expected,
        Received,
        Corrections,
        Correction,
    ):
        for field in dataclasses.fields(form):
            key = field.metadata.get(settings.KEY, field.name)
            if (form, key) not in {(partnership.Partnership, "slug"), (partnership.YearSettings, "year")}:
                assert f"| `{key}` |" in reference or f"### `[[{key}]]`" in reference, f"{form.__name__}.{key}"


def test_every_settings_example_in_the_documents_is_read(repository, tmp_path):
    from safeguarding_report.corrections.entries import Corrections
    from safeguarding_report.formats.cut_off import Releases
    from safeguarding_report.free_text.sign_off import SignOffs
    from safeguarding_report.measures.why import Reasons
    from safeguarding_report.partnership import Partnership, YearSettings
    from safeguarding_report.receiving import ReturnsLog
    from safeguarding_report.settings import read_settings
    from safeguarding_report.year import ReportingYear

    forms = {
        "areas": (Partnership, "slug"),
        "expected": (ReturnsLog, ""),
        "corrections": (Corrections, ""),
        "sign_offs": (SignOffs, ""),
        "releases": (Releases, ""),
        "why": (Reasons, ""),
    }
    known = {"slug": "example", "year": ReportingYear(2023)}
    examples = 0
    for document in (repository / "docs").rglob("*.md"):
        for example in re.findall(r"```toml\n(.*?)```", document.read_text(encoding="utf-8"), re.DOTALL):
            if "why_it_matters" in example:
                continue  # the words of a measure are no settings; test_how_to_add_a_measure reads them
            path = tmp_path / "example.toml"
            path.write_text(example, encoding="utf-8")
            named = [key for key in forms if key in tomllib.loads(example)]
            form, key = forms[named[0]] if named else (YearSettings, "year")
            read_settings(path, form, **({key: known[key]} if key else {}))
            examples += 1
    assert examples >= 2
