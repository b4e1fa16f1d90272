#!/usr/bin/env python3
"""Says whether an export and signed checkpoints agree. Shares no code with the program.

    verify-export.py EXPORT CHECKPOINTS [VKEY]

EXPORT: event lines exactly as they were hashed (`grok ledger export`, `grok ledger log --json`);
- is standard input. CHECKPOINTS: c2sp.org/tlog-checkpoint notes, such as a copy of checkpoints.txt.
VKEY: the line of `grok ledger key`; without it no signature is checked, and the result says so.
Needs the standard library, and for VKEY the package `cryptography`.

Exit codes: 0 they agree, 5 they do not, 64 wrong usage, 65 something is not what it should be.
"""
import base64
import functools
import hashlib
import json
import re
import sys


class Disagreement(Exception):
    """Both are what they should be, and they contradict each other."""


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def verifier(vkey):
    """Reads <name>+<key id>+<base 64 of 0x01 and an Ed25519 key>."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    name, key_id, encoded = vkey.strip().split("+", 2)
    key = base64.b64decode(encoded, validate=True)
    digest = hashlib.sha256(name.encode() + b"\n" + key).digest()
    if key[:1] != b"\1" or digest[:4].hex() != key_id:
        raise ValueError("the key is not a verifier key")
    return name, digest[:4], Ed25519PublicKey.from_public_bytes(key[1:])


def is_signed(content, signatures, key):
    from cryptography.exceptions import InvalidSignature
    name, key_id, public = key
    raw = [(words[1], base64.b64decode(words[2], validate=True)) for words in signatures]
    own = [value[4:] for signer, value in raw if (signer, value[:4]) == (name, key_id)]
    try:
        return [public.verify(signature, content.encode()) for signature in own] != []
    except InvalidSignature:
        return False


def checkpoints(text, key):
    """Yields origin, size and root of every note; an empty line between notes may be missing."""
    text = re.sub("(\n\u2014 .*\n)(?=[^\n\u2014])", "\\1\n", text)
    parts = text.strip("\n").split("\n\n")
    if len(parts) % 2 or not text.endswith("\n"):
        raise ValueError("a checkpoint is cut off, or there is none")
    for content, signed in zip(parts[::2], parts[1::2]):
        signatures = [line.split(" ") for line in signed.split("\n")]
        if any(len(words) != 3 or words[0] != "\u2014" for words in signatures):
            raise ValueError("a checkpoint has no signature")
        if key and not is_signed(content + "\n", signatures, key):
            raise Disagreement("a checkpoint is not signed by the key")
        origin, size, root = content.split("\n")[:3]
        yield origin, int(size), base64.b64decode(root, validate=True)


def compare(lines, wanted):
    """Builds the tree of RFC 6962, section 2.1: `roots` are those of its perfect subtrees."""
    roots, size, origin = [], 0, None
    wanted = sorted(wanted, key=lambda head: head[1])
    for line in lines:
        value, bits = hashlib.sha256(b"\0" + line).digest(), size
        while bits & 1:
            value, bits = node(roots.pop(), value), bits >> 1
        roots.append(value)
        size += 1
        event = json.loads(line)
        if event["position"] != size:
            raise Disagreement(f"expected position {size}, found {event['position']}")
        origin = origin or f"grok-ledger/{event['body']['ledger']}"
        while wanted and wanted[0][1] == size:
            name, _, root = wanted.pop(0)
            found = functools.reduce(lambda right, left: node(left, right), reversed(roots))
            if (name, root) != (origin, found):
                raise Disagreement(f"over {size} events: expected {name} with the root "
                                   f"{root.hex()}, found {origin} with {found.hex()}")
    if wanted:
        raise Disagreement(f"a checkpoint covers {wanted[-1][1]} events, the export {size}")
    return size


def main(arguments):
    if len(arguments) not in (2, 3):
        sys.stderr.write(__doc__)
        return 64
    try:
        key = verifier(arguments[2]) if len(arguments) == 3 else None
        with open(arguments[1], "rb") as file:
            wanted = list(checkpoints(file.read().decode(), key))
        with open(0 if arguments[0] == "-" else arguments[0], "rb") as file:
            count = compare((line.rstrip(b"\n") for line in file), wanted)
    except Disagreement as error:
        print(f"they do not agree: {error}", file=sys.stderr)
        return 5
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        print(f"not what it should be: {error}", file=sys.stderr)
        return 65
    print(f"{count} events agree with {len(wanted)} checkpoint(s)"
          + ("" if key else "; no key was given, so no signature was checked"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
