"""Archives for tests: made, read and changed."""

import hashlib
import json
import zipfile
from io import BytesIO

from accounts.archive.importer import RegimenArchive
from accounts.archive.writing import write
from accounts.importing.base import Report, Source

# What differs between two accounts with the same rows.
OF_THE_ACCOUNT = ("username", "email", "date_joined")


def exported(user):
    target = BytesIO()
    write(user, target)
    return target.getvalue()


def contents(content):
    """Files by name; without the manifest, which has the time, and what is of the account itself."""
    with zipfile.ZipFile(BytesIO(content)) as file:
        found = {name: file.read(name) for name in file.namelist() if name != "manifest.json"}
    profile = json.loads(found.pop("profile.json"))
    return found | {"profile.json": {name: value for name, value in profile.items() if name not in OF_THE_ACCOUNT}}


def rows(content, name):
    with zipfile.ZipFile(BytesIO(content)) as file:
        return [json.loads(line) for line in file.read(name).splitlines()]


def repacked(content, changes):
    """The archive with other files, and a manifest that fits; ``None`` takes a file out."""
    with zipfile.ZipFile(BytesIO(content)) as file:
        found = {name: file.read(name) for name in file.namelist()}
    manifest = json.loads(found.pop("manifest.json"))
    found |= changes
    found = {name: raw for name, raw in found.items() if raw is not None}
    for name in manifest["files"].keys() - found.keys():
        del manifest["files"][name]
    for name, raw in found.items():
        manifest["files"].setdefault(name, {})["sha256"] = hashlib.sha256(raw).hexdigest()
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, raw in {**found, "manifest.json": json.dumps(manifest).encode()}.items():
            file.writestr(name, raw)
    return target.getvalue()


def as_lines(rows_):
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows_)


def source(content, tmp_path):
    path = tmp_path / "archive.zip"
    path.write_bytes(content)
    return Source(path=path, name="archive.zip")


def take_in(user, content, tmp_path):
    report = Report()
    for _ in RegimenArchive().run(user, source(content, tmp_path), {}, report):
        pass
    return report


def preview(user, content, tmp_path):
    return RegimenArchive().preview(user, source(content, tmp_path), {})
