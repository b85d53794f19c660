"""A cache of parsed YAML: the content of a file is kept as JSON beside it, as Python keeps its compiled modules.

The copy is in `__pycache__`, named by the digest of the file, so that a changed file is parsed anew; where the folder
cannot be written, the file is parsed every time.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

PARSERS = {
    "text": getattr(yaml, "CBaseLoader", yaml.BaseLoader),
    "typed": getattr(yaml, "CSafeLoader", yaml.SafeLoader),
}


def parsed(path: Path, kind: str = "text") -> Any:
    """The content of a YAML file: `text` leaves every scalar a string, `typed` reads numbers and booleans.

    Raises `yaml.YAMLError`, `UnicodeDecodeError` or `OSError` as reading and parsing do.
    """
    raw = path.read_bytes()
    kept = path.parent / "__pycache__" / f"{path.stem}.{kind}.{hashlib.sha256(raw).hexdigest()[:24]}.json"
    try:
        return json.loads(kept.read_bytes())
    except (OSError, ValueError):
        content = yaml.load(raw.decode("utf-8"), Loader=PARSERS[kind])
        _keep(kept, content)
        return content


def _keep(kept: Path, content: Any) -> None:
    """Write the copy, whole or not at all, and delete those of earlier versions of the file.

    JSON has text keys only, so content with other keys is not kept.
    """
    if not _text_keys(content):
        return
    part = kept.with_suffix(f".{os.getpid()}")
    try:
        kept.parent.mkdir(exist_ok=True)
        part.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        part.replace(kept)
        stem, kind, _ = kept.name.split(".", 2)
        for old in kept.parent.glob(f"{stem}.{kind}.*.json"):
            if old != kept:
                old.unlink(missing_ok=True)
    except (OSError, TypeError, ValueError):
        with suppress(OSError):
            part.unlink()


def _text_keys(content: Any) -> bool:
    if isinstance(content, dict):
        return all(isinstance(key, str) and _text_keys(value) for key, value in content.items())
    return not isinstance(content, list) or all(map(_text_keys, content))
