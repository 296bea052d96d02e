"""What is installed is pinned, hash by hash, and one version of a package serves all commands."""

import json
import re
import shutil
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import tools.setup
from mattebox import __version__
from model.fetch import sha256
from tools.here import ROOT, WEB, SetupError
from tools.setup import GROUPS, LOCKS, setup_python

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
# With "\" at the ends of lines joined: name==version ; marker --hash=sha256:…
LINE = re.compile(r"([a-z0-9-]+)==(\S+)(?: ;.*?)?((?:\s+--hash=sha256:[0-9a-f]{64})+)")


def pins(group):
    lines = (LOCKS / f"{group}.txt").read_text().replace("\\\n", "").splitlines()
    found = [LINE.fullmatch(line.strip()) for line in lines if not line.startswith("#")]
    assert all(found), "every package has a version and hashes"
    return {(name, version): set(hashes.split()) for name, version, hashes in (line.groups() for line in found)}


def wanted(group):
    for each in PROJECT["dependency-groups"][group]:
        if isinstance(each, dict):
            yield from wanted(each["include-group"])
        else:
            name, version = re.fullmatch(r"([a-z0-9-]+)(?:\[.*\])?==([^\s;]+)(?:; .*)?", each).groups()
            yield name, version


def test_there_is_a_lock_of_each_group():
    assert set(GROUPS) == PROJECT["dependency-groups"].keys()


@pytest.mark.parametrize("group", GROUPS)
def test_a_lock_has_what_its_group_wants(group):
    assert set(wanted(group)) <= pins(group).keys()


def test_no_two_locks_differ_in_a_package():
    versions = {}
    for group in GROUPS:
        for (name, version), hashes in pins(group).items():
            assert versions.setdefault(name, (version, hashes)) == (version, hashes)


def test_locks_name_no_registry():
    assert not [group for group in GROUPS if "://" in (LOCKS / f"{group}.txt").read_text()]


def test_the_web_package_has_the_same_version():
    package, lock = (json.loads((WEB / name).read_text()) for name in ("package.json", "package-lock.json"))
    assert {package["version"], lock["version"], lock["packages"][""]["version"]} == {__version__}


@pytest.fixture
def shop(tmp_path, monkeypatch):
    """A registry in a folder, with one package and a lock of it; what is installed lies in tmp_path."""
    shop = tmp_path / "shop" / "tiny"
    shop.mkdir(parents=True)
    path, info = shop / "tiny-1.0-py3-none-any.whl", "tiny-1.0.dist-info"
    (shop / "index.html").write_text(f'<!doctype html><a href="{path.name}">{path.name}</a>')
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("tiny.py", "ANSWER = 42\n")
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")
    (tmp_path / "group.txt").write_text(f"tiny==1.0 --hash=sha256:{sha256(path.read_bytes())}\n")
    monkeypatch.setattr(tools.setup, "LOCKS", tmp_path)
    monkeypatch.setattr(tools.setup, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(tools.setup, "VENV", tmp_path)
    monkeypatch.setattr(tools.setup, "PYTHON", Path(sys.executable))
    monkeypatch.setenv("PIP_INDEX_URL", shop.parent.as_uri())
    monkeypatch.setenv("PIP_TARGET", str(tmp_path / "site"))
    return path


def is_installed():
    return (tools.setup.VENV / "site" / "tiny.py").exists()


def leave():
    (tools.setup.VENV / "mattebox-group").unlink()
    shutil.rmtree(tools.setup.VENV / "site")


def test_packages_come_once_and_then_from_the_cache(shop, capfd):
    setup_python("group")
    assert is_installed()
    setup_python("group")
    assert capfd.readouterr().out.count("installing") == 1
    leave()
    shop.unlink()
    setup_python("group")
    assert is_installed()


def test_a_damaged_wheel_is_fetched_again_and_another_one_refused(shop):
    kept = tools.setup.CACHE / "wheels" / shop.name
    kept.parent.mkdir(parents=True)
    kept.write_bytes(shop.read_bytes() + b"?")
    setup_python("group")
    assert is_installed() and kept.read_bytes() == shop.read_bytes()
    leave()
    for path in (kept, shop):
        path.write_bytes(path.read_bytes() + b"!")
    with pytest.raises(SetupError, match="Check the network"):
        setup_python("group")
    assert not is_installed()
