"""Groups of actor sectors and of event types that the rules of the coder speak of.

Sectors are the codes of the register (GOV government, MIL military, ...), quad classes those of PLOVER: 1 verbal and
2 material cooperation, 3 verbal and 4 material conflict.
"""

from __future__ import annotations

#: What governs a state and guards it.
STATE = frozenset({"GOV", "MIL", "COP"})
#: Who is armed, the police included.
ARMED_SECTORS = frozenset({"MIL", "REB", "UAF", "COP"})
#: Who fights wars.
FIGHTERS = frozenset({"MIL", "REB", "UAF"})
#: Armed groups that are no state's.
IRREGULARS = frozenset({"REB", "UAF"})
#: Civil society and business.
CIVIL = frozenset({"BUS", "CVL", "NGO", "MED", "REL"})
#: Quad classes of what is done by saying it.
VERBAL = frozenset({1, 3})
#: Quad classes of conflict.
CONFLICT = frozenset({3, 4})
