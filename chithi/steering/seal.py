"""The bytes and the hash of a frozen report: pure. The .json file of a frozen report is exactly these bytes."""

import hashlib
import json
from typing import Any


def canonical(value: Any) -> bytes:
    """JSON in one spelling: sorted keys, no spaces, UTF-8, a line break at the end."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"


def sha256(value: Any) -> str:
    """The hash of the canonical bytes; ``sha256sum`` of the downloaded file gives the same."""
    return hashlib.sha256(canonical(value)).hexdigest()
