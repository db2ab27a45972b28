#!/usr/bin/env python3
"""Reads stores of documents, as docs/format.md describes them and by that page alone: a second opinion on the library's.

usage: documents.py [--text] STORE...

Prints for each store a line that says which state it is in, then its documents, least recent first, one a line: in hex, or
with --text as JSON strings. Writes nothing. Exit code 0; 1 where a store is damaged or none; 2 where it cannot be read."""

import json
import os
import sys
from collections import namedtuple
from struct import unpack, unpack_from

from xxh3 import xxh3_64, xxh3_128

PAGE, SECTOR, DOCUMENTS, BLANK = 4 * 1024, 512, 16 * 1024, 1024 * 1024
MAX_LENGTH, MAX_POSITION, MAX_NUMBER, OVERHEAD = 16 * 1024 * 1024 - 1, 2**62, 2**62, 16
MOST_READS = 10_000
FIELDS = "slot copy flags salt seq op head head_chain tail tail_chain count unproven unproven_chain"
Slot = namedtuple("Slot", FIELDS)


class Damaged(Exception):
    """A store that must not be believed, or is none."""


def sum_fits(sector):
    return len(sector) == SECTOR and sector[:8] == b"BINGODOC" and xxh3_128(sector[:496]) == unpack_from("<QQ", sector, 496)


def decode(sector, slot, copy):
    """The slot of a page whose magic, version and sum are right, or None where it is not valid."""
    s = Slot(*unpack_from("<3B", sector, 12), *unpack_from("<10Q", sector, 16))
    is_valid = (
        (s.slot, s.copy) == (slot, copy)
        and s.flags <= 1
        and not any(sector[15:16] + sector[96:496])
        and 1 <= s.seq <= MAX_NUMBER
        and s.op <= MAX_NUMBER
        and s.head <= s.unproven <= s.tail <= MAX_POSITION
        and s.count * OVERHEAD <= s.tail - s.head
        and (s.count == 0) == (s.head == s.tail)
    )
    return s if is_valid else None


def read_slots(store):
    for slot, copy in (0, 1), (1, 1), (0, 2), (1, 2):
        offset = ((copy - 1) * 2 + slot) * PAGE
        store.seek(offset)
        sector = store.read(SECTOR)
        if sum_fits(sector):
            (version,) = unpack_from("<I", sector, 8)
            if version != 1:
                raise Damaged(f"offset {offset + 8}: format version {version}, this reader knows 1")
            if found := decode(sector, slot, copy):
                yield found


def walk(store, start, chain, slot):
    """The documents of [start, tail), each proven by its record; the last one has the slot's chain."""
    position = start
    store.seek(DOCUMENTS + position)
    while position < slot.tail:
        first = store.read(4)
        length = int.from_bytes(first, "little")
        if len(first) < 4 or length > MAX_LENGTH or position + length + OVERHEAD > slot.tail:
            raise Damaged(f"offset {DOCUMENTS + position}: no record that fits, its length is said to be {length}")
        rest = store.read(length + OVERHEAD - 4)
        if len(rest) < length + OVERHEAD - 4 or rest[length : length + 4] != first:
            raise Damaged(f"offset {DOCUMENTS + position}: the lengths of the record differ, or the store ends in it")
        computed = xxh3_64(chain.to_bytes(8, "little") + first + rest[:length])
        (chain,) = unpack("<Q", rest[length + 4 :])
        if chain != computed:
            raise Damaged(f"offset {DOCUMENTS + position}: chain {computed:016x} over the record, found {chain:016x}")
        yield rest[:length]
        position += length + OVERHEAD
    if chain != slot.tail_chain:
        raise Damaged(f"offset {DOCUMENTS + position}: chain {slot.tail_chain:016x} at the end, found {chain:016x}")


def prove(store, size, slot):
    if slot.tail > slot.head and size < DOCUMENTS + slot.tail:
        raise Damaged(f"offset {size}: the store ends before the documents, at {DOCUMENTS + slot.tail}")
    for _ in walk(store, slot.unproven, slot.unproven_chain, slot):
        pass


def find_state(store):
    """The newest slot that proves its documents; None for a new store."""
    size = store.seek(0, os.SEEK_END)
    slots = list(read_slots(store))
    if not slots:
        store.seek(0)
        if any(store.read(BLANK)):
            raise Damaged("offset 0: no valid slot, and not a new store")
        return None
    newest = max(slots, key=lambda slot: slot.seq)
    others = [slot for slot in slots if slot.slot != newest.slot and slot.salt == newest.salt]
    try:
        prove(store, size, newest)
        return newest
    except Damaged:
        if not others:
            raise
        older = max(others, key=lambda slot: slot.seq)
        prove(store, size, older)
        return older


def read_pages(store):
    store.seek(0)
    return store.read(DOCUMENTS)


def read_documents(store):
    """The state and its documents. Beside a writer, what does not fit may just be replaced: it is damage if no slot changed."""
    for _ in range(MOST_READS):
        pages = read_pages(store)
        try:
            return read_once(store)
        except Damaged:
            if read_pages(store) == pages:
                raise
    raise Damaged(f"offset 0: replaced while it was read, {MOST_READS} times")


def read_once(store):
    slot = find_state(store)
    if slot is None:
        return "new, 0 documents", []
    documents = list(walk(store, slot.head, slot.head_chain, slot))
    if len(documents) != slot.count:
        raise Damaged(f"{slot.count} documents were to be there, found {len(documents)}")
    state = "closed" if slot.flags & 1 else "open"
    return f"{state}, slot {'AB'[slot.slot]}, seq {slot.seq}, change {slot.op}, {slot.count} documents", documents


def main(arguments):
    as_text = "--text" in arguments
    paths = [argument for argument in arguments if argument != "--text"]
    if not paths:
        print(__doc__, file=sys.stderr)
        return 2
    code = 0
    for path in paths:
        try:
            with open(path, "rb", buffering=0) as store:
                state, documents = read_documents(store)
        except (Damaged, OSError) as e:
            kind = "damaged" if isinstance(e, Damaged) else "unreadable"
            code = max(code, 1 if kind == "damaged" else 2)
            print(f"# {path}: {kind}: {e}")
            continue
        print(f"# {path}: {state}")
        for document in documents:
            print(json.dumps(document.decode("utf-8", "backslashreplace")) if as_text else document.hex())
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
