"""`ocgen docs serve`, on loopback. Everything is waited for by a condition, never by a time."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError

import pytest
from playwright.sync_api import Page, expect

from tests.files import edit
from tests.site.conftest import run_ocgen
from tests.site.project import make_project

PATIENCE = 60.0
_STEP = 0.02


@dataclass(frozen=True)
class Served:
    project: Path
    address: str
    process: subprocess.Popen[str]

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"{self.address}{path}", timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()

    def wait(self, path: str, fits: Callable[[int, str], bool]) -> str:
        """Ask until the answer fits; how long that may take is no claim of the test."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            status, text = self.get(path)
            if fits(status, text):
                return text
            time.sleep(_STEP)
        pytest.fail(f"{path} stayed as it is: {status}\n{text[-2000:]}")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    project = make_project(tmp_path / "project")
    (project / "pages").mkdir()
    (project / "pages" / "start.md").write_text("# Start here\n", "utf-8")
    (project / "templates" / "docs").mkdir(parents=True)
    (project / "templates" / "site" / "static").mkdir(parents=True)
    command = ["docs", "serve", "--port", "0", "--pages", "pages", "--templates", "templates"]
    process = subprocess.Popen(
        [sys.executable, "-m", "ocgen", *command],
        cwd=project,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    address = process.stdout.readline().strip()  # comes when everything is built
    try:
        assert address.startswith("http://127.0.0.1:"), process.communicate(timeout=PATIENCE)[1]
        yield Served(project, address, process)
    finally:
        process.kill()
        process.communicate()


def test_a_changed_spec_changes_its_page(served: Served) -> None:
    assert "Host of the Acme account" in served.get("acme.html")[1]
    edit(served.project / "specs" / "acme.yaml", "Host of the Acme account", "Another text")
    served.wait("acme.html", lambda status, text: status == 200 and "Another text" in text)


def test_an_error_stands_in_place_of_the_page_until_it_is_fixed(served: Served) -> None:
    spec = served.project / "specs" / "acme.yaml"
    edit(spec, "hub: crm", "hubb: <crm>")
    told = served.wait("acme.html", lambda status, _: status == 500)
    assert "specs/acme.yaml:3:1: error[schema]: unknown key &quot;hubb&quot;" in told
    assert "  3 | hubb: &lt;crm&gt;" in told
    assert served.get("index.html")[0] == 200
    edit(spec, "hubb: <crm>", "hubc: crm")
    served.wait("acme.html", lambda status, text: status == 500 and "hubc: crm" in text)
    edit(spec, "hubc: crm", "hub: crm")
    served.wait("acme.html", lambda status, text: status == 200 and "Connect Acme CRM" in text)


def test_a_changed_page_of_ones_own_and_a_changed_template_show(served: Served) -> None:
    (served.project / "pages" / "start.md").write_text("# Begin here\n", "utf-8")
    served.wait("start.html", lambda _, text: "Begin here" in text)
    (served.project / "pages" / "acme.md").write_text("# Acme in our words\n", "utf-8")
    served.wait("acme.html", lambda _, text: "Acme in our words" in text)
    (served.project / "pages" / "acme.md").unlink()
    served.wait("acme.html", lambda _, text: "Connect Acme CRM" in text)
    template = served.project / "templates" / "docs" / "connector.md.j2"
    template.write_text("# Acme by a template\n", "utf-8")
    served.wait("acme.html", lambda _, text: "Acme by a template" in text)
    template.write_text("# Acme\n\n{% if %}\n", "utf-8")
    told = served.wait("acme.html", lambda status, _: status == 500)
    assert "connector.md.j2:3" in told
    template.unlink()
    served.wait("acme.html", lambda status, text: status == 200 and "Connect Acme CRM" in text)


def test_a_new_spec_gets_a_page_and_a_removed_one_loses_it(served: Served) -> None:
    specs = served.project / "specs"
    text = (specs / "acme.yaml").read_text(encoding="utf-8")
    (specs / "zebra.yaml").write_text(text.replace("key: acme\n", "key: zebra\n"), "utf-8")
    served.wait("zebra.html", lambda status, _: status == 200)
    served.wait("index.html", lambda _, text: "zebra.html" in text)
    (specs / "zebra.yaml").unlink()
    served.wait("zebra.html", lambda status, _: status == 404)
    served.wait("index.html", lambda _, text: "zebra.html" not in text)


def test_the_browser_shows_changes_by_itself(served: Served, page: Page) -> None:
    expect.set_options(timeout=PATIENCE * 1000)
    spec = served.project / "specs" / "acme.yaml"
    page.goto(f"{served.address}acme.html")
    edit(spec, "Host of the Acme account", "Another text")
    expect(page.get_by_text("Another text").first).to_be_visible()
    edit(spec, "hub: crm", "hubb: crm")
    expect(page.get_by_role("heading", name="This page cannot be built")).to_be_visible()
    edit(spec, "hubb: crm", "hub: crm")
    expect(page.get_by_role("heading", name="Connect Acme CRM")).to_be_visible()


def test_a_changed_style_shows_by_itself(served: Served, page: Page) -> None:
    expect.set_options(timeout=PATIENCE * 1000)
    page.goto(f"{served.address}acme.html")
    style = served.project / "templates" / "site" / "static" / "site.css"
    for colour in ("rgb(1, 2, 3)", "rgb(3, 2, 1)"):
        style.write_text(f"h1 {{ color: {colour}; }}\n", "utf-8")
        expect(page.get_by_role("heading", name="Connect Acme CRM")).to_have_css("color", colour)


def test_a_changed_family_changes_the_pages_of_its_connectors(served: Served) -> None:
    specs = served.project / "specs"
    spec, family = specs / "acme.yaml", specs / "families" / "road.yaml"
    edit(spec, "provider: Acme", "family: road")
    served.wait("acme.html", lambda status, text: status == 500 and "road" in text)
    family.parent.mkdir()
    family.write_text("provider: Runner\n", "utf-8")
    served.wait("acme.html", lambda status, text: status == 200 and "Runner" in text)
    edit(family, "Runner", "Coyote")
    served.wait("acme.html", lambda status, text: status == 200 and "Coyote" in text)
    edit(family, "provider", "providor")
    served.wait("acme.html", lambda status, text: status == 500 and "families/road.yaml:1:1" in text)
    edit(family, "providor", "provider")
    served.wait("acme.html", lambda status, text: status == 200 and "Coyote" in text)


def test_what_is_new_is_found_by_the_search(served: Served) -> None:
    edit(served.project / "specs" / "acme.yaml", "Host of the Acme account", "Zanzibar")
    served.wait("searchindex.js", lambda _, text: "zanzibar" in text)


def test_ctrl_c_ends_it_quietly(served: Served) -> None:
    served.process.send_signal(signal.SIGINT)
    out, err = served.process.communicate(timeout=PATIENCE)
    assert served.process.returncode == 130
    assert out == ""
    assert "Traceback" not in err
    assert err.splitlines()[-1] == "interrupted"
    assert "site" not in {path.name for path in served.project.iterdir()}


def test_it_listens_on_this_machine_only(served: Served) -> None:
    port = int(served.address.rstrip("/").rpartition(":")[2])
    with socket.socket() as other:
        other.bind(("127.0.0.2", port))  # free: it would not be if all addresses were taken


def test_nothing_outside_of_the_site_is_served(served: Served) -> None:
    assert served.get("..%2f..%2fetc%2fpasswd")[0] == 404
    assert served.get("%2e%2e/specs/acme.yaml")[0] == 404
    assert served.get("nowhere.html")[0] == 404


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = run_ocgen("docs", "serve", "--port", str(taken.getsockname()[1]), cwd=project)
    assert refused.returncode == 2
    assert "choose another --port" in refused.stderr
    assert "Traceback" not in refused.stderr
