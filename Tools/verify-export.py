#!/usr/bin/env python3
"""Says whether an export and signed checkpoints agree. Shares no code with the program.

    verify-export.py EXPORT CHECKPOINTS [VKEY]
EXPORT: event lines exactly as they were hashed (`grok ledger export`, `grok ledger log --json`); -
is standard input. Of a filtered export, EXPORT.proofs lies beside it. CHECKPOINTS: notes of
c2sp.org/tlog-checkpoint, such as a copy of checkpoints.txt. VKEY: the line of `grok ledger key`;
without it no signature is checked, and the result says so. It needs the package `cryptography`.
Exit codes: 0 they agree, 5 they do not, 64 wrong usage, 65 something is not what it should be.
"""
import base64, contextlib, functools, hashlib, json, os, re, sys

class Disagreement(Exception):
    """Both are what they should be, and they contradict each other."""

def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()

def verifier(vkey):
    """Reads <name>+<key id>+<base 64 of 0x01 and an Ed25519 key>."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    name, key_id, encoded = vkey.strip().split("+", 2)
    key = base64.b64decode(encoded, validate=True)
    digest = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
    if key[:1] != b"\1" or digest.hex() != key_id:
        raise ValueError("the key is not a verifier key")
    public = Ed25519PublicKey.from_public_bytes(key[1:])

    def check(content, signatures):
        raw = [(words[1], base64.b64decode(words[2], validate=True)) for words in signatures]
        own = [value[4:] for signer, value in raw if (signer, value[:4]) == (name, digest)]
        with contextlib.suppress(InvalidSignature):
            if [public.verify(signature, content.encode()) for signature in own]:
                return
        raise Disagreement("a checkpoint is not signed by the key")
    return check

def checkpoints(text, check):
    """Yields origin, size and root of every note; an empty line between notes may be missing."""
    text = re.sub("(\n\u2014 .*\n)(?=[^\n\u2014])", "\\1\n", text)
    parts = text.strip("\n").split("\n\n")
    if len(parts) % 2 or not text.endswith("\n"):
        raise ValueError("a checkpoint is cut off, or there is none")
    for content, signed in zip(parts[::2], parts[1::2]):
        signatures = [line.split(" ") for line in signed.split("\n")]
        if any(len(words) != 3 or words[0] != "\u2014" for words in signatures):
            raise ValueError("a checkpoint has no signature")
        if check:
            check(content + "\n", signatures)
        origin, size, root = content.split("\n")[:3]
        yield origin, int(size), base64.b64decode(root, validate=True)

def compare(lines, wanted):
    """Builds the tree of RFC 6962, section 2.1: `roots` are those of its perfect subtrees."""
    roots, size, origin, wanted = [], 0, None, sorted(wanted, key=lambda head: head[1])
    for line in lines:
        value, bits = hashlib.sha256(b"\0" + line).digest(), size
        while bits & 1:
            value, bits = node(roots.pop(), value), bits >> 1
        roots.append(value)
        size, event = size + 1, json.loads(line)
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
    return f"{size} events agree"

def compare_each(lines, wanted, proofs):
    """Leads every line to the root that its proof is for (RFC 9162, section 2.1.3.2)."""
    _, size, root = head = next(checkpoints(json.loads(next(proofs, ""))["checkpoint"], None))
    if head not in wanted:
        raise Disagreement(f"no checkpoint is over {size} events with the root {root.hex()}")
    count = proved = before = 0
    for count, line in enumerate(lines, 1):
        value, position = hashlib.sha256(b"\0" + line).digest(), json.loads(line)["position"]
        if position <= before:
            raise Disagreement(f"position {position} comes after {before}")
        before, index, last = position, position - 1, size - 1
        if index > last:
            continue
        for other in map(bytes.fromhex, json.loads(next(proofs, "no proof"))["path"]):
            value = node(other, value) if index & 1 or index == last else node(value, other)
            while index == last and index and not index & 1:
                index, last = index >> 1, last >> 1
            index, last = index >> 1, last >> 1 if last else -1
        if (value, last) != (root, 0):
            raise Disagreement(f"the event at position {position} is not in the tree")
        proved += 1
    if next(proofs, None) or count > proved == 0:
        raise Disagreement("lines are missing, or the checkpoint covers none of them")
    return f"{proved} of {count} events, those of the first {size}, agree"

def main(arguments):
    if len(arguments) not in (2, 3):
        return print(__doc__, file=sys.stderr) or 64
    try:
        key = verifier(arguments[2]) if arguments[2:] else None
        wanted = list(checkpoints(open(arguments[1], "rb").read().decode(), key))
        with open(0 if arguments[0] == "-" else arguments[0], "rb") as file:
            lines, proofs = (line.rstrip(b"\n") for line in file), arguments[0] + ".proofs"
            each = [open(proofs, "rb")] if os.path.exists(proofs) else []
            result = (compare_each if each else compare)(lines, wanted, *each)
        note = "" if key else "; no key was given, so no signature was checked"
        result, code = f"{result} with {len(wanted)} checkpoint(s){note}", 0
    except Disagreement as error:
        result, code = f"they do not agree: {error}", 5
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        result, code = f"not what it should be: {error}", 65
    print(result, file=sys.stderr if code else sys.stdout)
    return code

sys.exit(main(sys.argv[1:]))
