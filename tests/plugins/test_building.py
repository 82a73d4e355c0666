"""The sample application, whose sources hold specs alone: built and installed as its users do, by each backend."""

from __future__ import annotations

import os
import shutil
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from ocgen import ConfigError
from ocgen.plugins.build import build_client
from tests import processes
from tests.conftest import REPOSITORY

EXAMPLE = REPOSITORY / "examples" / "application"
BACKENDS = ("hatchling", "setuptools", "poetry")
CLIENT = "openconnectors/connectors/acme.py"
IMPORTS = "import acme_app.sign_in, openconnectors.connectors.acme as acme; print(acme.__file__)"


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def application(backend: str, tmp_path: Path) -> Path:
    return copied(backend, tmp_path / "application")


def copied(backend: str, to: Path) -> Path:
    shutil.copytree(EXAMPLE, to, ignore=shutil.ignore_patterns("alternatives", "generated", "dist"))
    if backend != "hatchling":
        shutil.copytree(EXAMPLE / "alternatives" / backend, to, dirs_exist_ok=True)
    return to


def run(*command: str | Path, cwd: Path, code: int = 0, **environment: str) -> str:
    """Return what a command prints."""
    settings = {"SOURCE_DATE_EPOCH": "1700000000", "PYTHONDONTWRITEBYTECODE": "1", **environment}
    done = processes.run(*command, cwd=cwd, code=code, **settings)
    return done.stdout + done.stderr


def build(application: Path, *what: str, code: int = 0) -> str:
    return run(sys.executable, "-m", "build", "--no-isolation", *(what or ("--wheel",)), cwd=application, code=code)


def the_wheel(application: Path) -> Path:
    (wheel,) = (application / "dist").glob("*.whl")
    return wheel


def stamps(folder: Path) -> dict[str, int]:
    return {str(p.relative_to(folder)): p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()}


def test_the_client_is_built_into_the_wheel_and_twice_with_the_same_bytes(application: Path) -> None:
    build(application)
    first, made = the_wheel(application).read_bytes(), stamps(application / "generated")
    names = set(zipfile.ZipFile(the_wheel(application)).namelist())
    assert {CLIENT, "openconnectors/py.typed", "acme_app/sign_in.py"} <= names
    assert {name.split("/")[0] for name in names} == {"acme_app", "acme_app-1.0.dist-info", "openconnectors"}
    shutil.rmtree(application / "build", ignore_errors=True)
    build(application)
    assert the_wheel(application).read_bytes() == first
    assert stamps(application / "generated") == made, "nothing has changed, so nothing was generated"
    site = application / "site"
    run(sys.executable, "-m", "pip", "install", "--no-deps", "--target", site, the_wheel(application), cwd=application)
    assert Path(run(sys.executable, "-c", IMPORTS, cwd=site, PYTHONPATH=str(site)).strip()) == site / CLIENT


def test_a_source_distribution_has_the_specs_and_builds_the_same_wheel(application: Path) -> None:
    build(application, "--sdist", "--wheel")
    (sdist,) = (application / "dist").glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
        archive.extractall(application / "unpacked", filter="data")
    assert "specs/acme.yaml" in names and not any(name.startswith("generated/python/src") for name in names)
    unpacked = application / "unpacked" / "acme_app-1.0"
    build(unpacked)
    assert CLIENT in zipfile.ZipFile(the_wheel(unpacked)).namelist()


def test_a_mistake_in_a_spec_ends_the_build_in_words(application: Path, backend: str) -> None:
    spec = application / "specs" / "acme.yaml"
    text = spec.read_text(encoding="utf-8")
    spec.write_text(text.replace("configuration:", "configuraton:"), encoding="utf-8")
    told = build(application, code=1)
    assert "specs/acme.yaml:" in told and 'did you mean "configuration"' in told
    if backend == "poetry":  # it runs a script, and shows where in Poetry itself that has failed
        assert str(REPOSITORY / "generator") not in told and 'build_client.py", line' not in told
    else:
        assert "Traceback" not in told.split("ocgen generate cannot make the client")[-1]
    assert not list(application.glob("dist/*")) and not (application / "generated").exists()


def test_a_project_without_the_client_is_told(application: Path, backend: str) -> None:
    pyproject = application / "pyproject.toml"
    text = pyproject.read_text(encoding="utf-8")
    pyproject.write_text(text.replace('targets = ["python"]', 'targets = ["docs"]'), encoding="utf-8")
    by_poetry = f"{application / 'generated/python/src/openconnectors'} does not contain any element"
    said = by_poetry if backend == "poetry" else 'a build needs the target "python"'
    assert said in build(application, code=1)


def test_an_editable_install_follows_the_specs(application: Path) -> None:
    environment = application / "environment"
    run(sys.executable, "-m", "venv", "--without-pip", environment, cwd=application)
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=application).strip())
    ours = [path for path in sys.path if path.endswith("site-packages")]
    (site / "backends.pth").write_text("\n".join([*ours, str(REPOSITORY / "generator")]), encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install"]
    run(*pip, "--no-build-isolation", "--no-deps", "--editable", ".", cwd=application)
    made = application / "generated" / "python" / "src" / CLIENT
    assert Path(run(python, "-c", IMPORTS, cwd=environment).strip()) == made
    spec = application / "specs" / "acme.yaml"
    spec.write_text(spec.read_text(encoding="utf-8").replace("acme.subdomain", "acme.region"), encoding="utf-8")
    run(python, "-m", "ocgen", "generate", cwd=application)
    uses = "from openconnectors.connectors.acme import Configuration as C; C(acme_api_key='k', acme_region='eu')"
    run(python, "-c", uses, cwd=environment)


def test_the_hook_of_hatchling_takes_no_options(tmp_path: Path) -> None:
    application = copied("hatchling", tmp_path / "application")
    pyproject = application / "pyproject.toml"
    text = pyproject.read_text(encoding="utf-8")
    pyproject.write_text(text.replace("hooks.ocgen]\n", 'hooks.ocgen]\ntargets = ["python"]\n'), encoding="utf-8")
    assert "[tool.hatch.build.hooks.ocgen] takes no options, and has targets" in build(application, code=1)


def test_a_project_of_documents_alone_has_no_client_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.ocgen]\ndocs = ["*.md"]\n', encoding="utf-8")
    (tmp_path / "guide.md").write_text("<!-- ocgen:begin table sfdc query -->\n<!-- ocgen:end -->\n", encoding="utf-8")
    before = (tmp_path / "guide.md").read_bytes()
    with pytest.raises(ConfigError, match=r"a build needs connectors.*name some in `connectors` of"):
        build_client(tmp_path)
    assert (tmp_path / "guide.md").read_bytes() == before
