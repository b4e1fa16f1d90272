"""All proofs of RFC 6962, sections 2.1.1 and 2.1.2, of trees up to a size, word for word.

Prints, for each size, SHA-256 over all inclusion proofs and over all consistency proofs. The leaf i
is SHA-256(0x00 and i in decimal).
"""
import functools
import hashlib
import sys


@functools.lru_cache(maxsize=None)
def root(start, end):
    if end - start == 1:
        return hashlib.sha256(b"\0" + str(start).encode()).digest()
    k = split(end - start)
    left, right = root(start, start + k), root(start + k, end)
    return hashlib.sha256(b"\1" + left + right).digest()


def split(n):
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def path(m, start, end):
    if end - start == 1:
        return []
    k = split(end - start)
    if m < k:
        return path(m, start, start + k) + [root(start + k, end)]
    return path(m - k, start + k, end) + [root(start, start + k)]


def subproof(m, start, end, known):
    if m == end - start:
        return [] if known else [root(start, end)]
    k = split(end - start)
    if m <= k:
        return subproof(m, start, start + k, known) + [root(start + k, end)]
    return subproof(m - k, start + k, end, False) + [root(start, start + k)]


def digest(proofs):
    text = "".join(f"{len(p)}:" + "".join(h.hex() for h in p) + "\n" for p in proofs)
    return hashlib.sha256(text.encode()).hexdigest()


for size in range(1, int(sys.argv[1]) + 1):
    print(size, root(0, size).hex(), digest(path(i, 0, size) for i in range(size)),
          digest(subproof(m, 0, size, True) for m in range(1, size + 1)))
