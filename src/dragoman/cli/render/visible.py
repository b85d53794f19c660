"""Text of others made safe to show: nothing in it can move the cursor, hide letters or turn their order."""

from __future__ import annotations

CONTROL_PICTURES = 0x2400
TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SHOWN = (
    {code: CONTROL_PICTURES + code for code in range(0x20) if chr(code) not in "\n\t"}
    | {0x0D: None, 0x7F: 0x2421}
    | dict.fromkeys((*range(0x80, 0xA0), *TURNING), 0xFFFD)
)


def visible(text: str) -> str:
    """Control characters as their pictures (ESC is ␛), bidirectional overrides as U+FFFD, carriage returns gone."""
    return text.translate(_SHOWN)
