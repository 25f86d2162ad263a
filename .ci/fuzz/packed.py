"""What is in gzip."""

from __future__ import annotations

import zlib

MAGIC = b"\x1f\x8b"


def unpacked(data: bytes) -> bytes | None:
    """The bytes of all members, or the data itself if it is not gzip; None: it can't be unpacked."""
    if data[:2] != MAGIC:
        return data
    content = b""
    while data:
        member = zlib.decompressobj(wbits=31)
        try:
            content += member.decompress(data)
        except zlib.error:
            return None
        if not member.eof:
            return None
        data = member.unused_data
    return content
