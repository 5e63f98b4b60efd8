"""Packs as archives: the same bytes for the same content, whoever makes them and when."""

import hashlib
import json
import shutil
import zipfile
from pathlib import Path
from typing import cast

from .pack import Pack

# The oldest time of the format. With the real time every archive would have other bytes.
_MOMENT = (1980, 1, 1, 0, 0, 0)


def bundle(root: Path, packs: list[Pack]) -> list[Path]:
    """Write `dist/<id>-<version>.zip` for each pack, and `dist/manifest.json` with the SHA-256 of all of them.

    Args:
        root: The repository.
        packs: Valid packs; whatever was in dist/ before is gone.
    """
    fresh = root / "build" / "dist"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    entries = [_write(root, fresh, pack) for pack in packs]
    (fresh / "manifest.json").write_text(json.dumps({"packs": entries}, indent=2) + "\n", encoding="utf-8")
    dist = root / "dist"
    shutil.rmtree(dist, ignore_errors=True)
    fresh.rename(dist)
    return sorted(dist.iterdir())


def _write(root: Path, target: Path, pack: Pack) -> dict[str, object]:
    about = cast("dict[str, str]", pack.about.value)
    folder = root / pack.folder
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    # `sha256sum --check manifest.sha256` in the unpacked folder.
    listing = "".join(f"{digest}  {name}\n" for name, digest in digests.items())
    archive = target / f"{about['id']}-{about['version']}.zip"
    # Stored, not compressed: versions of zlib compress the same bytes differently.
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as writer:
        for name, content in sorted({**files, "manifest.sha256": listing.encode()}.items()):
            entry = zipfile.ZipInfo(f"{about['id']}/{name}", _MOMENT)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            writer.writestr(entry, content)
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    return {"id": about["id"], "version": about["version"], "file": archive.name, "sha256": digest, "files": digests}
