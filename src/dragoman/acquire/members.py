"""Reading of a gzip file of many members past damage: web archives hold each record in a member of its own."""

from __future__ import annotations

import zlib
from typing import BinaryIO

MAGIC = b"\x1f\x8b\x08"
BLOCK = 2**16


class Members:
    """A readable stream of the decompressed bytes of all members of a gzip stream.

    Where a member is broken or cut off, `read` raises `zlib.error` or `EOFError` once; the next call goes on with the
    next member. (Python's `gzip` gives up the rest of the file.)
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._packed = b""
        self._member: zlib._Decompress | None = None
        self._begun = self._lost = False

    def read(self, size: int = -1) -> bytes:
        """Read at most `size` bytes, or some where it is negative; no bytes mean the end."""
        while self._member is not None or self._begin():
            assert self._member is not None
            if not self._packed:
                self._packed = self._stream.read(BLOCK)
            if not self._packed:
                self._member, lost, self._lost = None, self._lost, False
                if lost:
                    return b""
                raise EOFError("the file ends inside a gzip member")
            try:
                data = self._member.decompress(self._packed, max(size, 0) or BLOCK)
            except zlib.error:
                # What looked like a member is none, or broken: raised once, and not again until a member can be read.
                self._member, known, self._lost = None, self._lost, True
                if not known:
                    raise
                continue
            self._packed = self._member.unconsumed_tail or self._member.unused_data
            if self._member.eof:
                self._member = None
            if data:
                self._lost = False
                return data
        return b""

    def _begin(self) -> bool:
        """Go to the next member; False at the end. Raises `zlib.error` where a stream does not begin with one."""
        if not self._begun:
            self._begun, self._packed = True, self._stream.read(BLOCK)
            if self._packed and not self._packed.startswith(MAGIC):
                self._lost = True
                raise zlib.error("it is not packed with gzip")
        start = int(self._lost)
        while (at := self._packed.find(MAGIC, start)) < 0:
            more = self._stream.read(BLOCK)
            if not more:
                return False
            self._packed, start = self._packed[-(len(MAGIC) - 1) :] + more, 0
        self._packed = self._packed[at:]
        self._member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        return True
