"""Makes untrusted text safe to print: nothing in it can move the cursor, hide letters or reverse their order."""

from __future__ import annotations

CONTROL_PICTURES = 0x2400
#: Characters that change the direction of text.
TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SHOWN = (
    {code: CONTROL_PICTURES + code for code in range(0x20) if chr(code) not in "\n\t"}
    | {0x0D: None, 0x7F: 0x2421}
    | dict.fromkeys((*range(0x80, 0xA0), *TURNING), 0xFFFD)
)


def visible(text: str) -> str:
    """The text with control characters as pictures (ESC: ␛), direction overrides as U+FFFD, no carriage returns."""
    return text.translate(_SHOWN)
