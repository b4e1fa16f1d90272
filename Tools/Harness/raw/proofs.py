"""Checks proofs and signatures by the words of RFC 6962 and RFC 8032, without any code of ours.

Reads questions, one a line, from the file that is named, and answers each with one line.

    tree SIZE                              root, and SHA-256 over all inclusion and over all
                                           consistency proofs; the leaf i is SHA-256(0x00 and i
                                           in decimal)
    inclusion LEAF INDEX SIZE ROOT PATH    yes or no
    consistency OLD ROOT SIZE ROOT PATH    yes or no
    signature KEY SIGNATURE MESSAGE        yes or no

Hashes, keys and messages are hexadecimal; a path is hashes between commas, and - if it is empty.
"""
import functools
import hashlib
import sys


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def split(n):
    """The largest power of two that is less than n."""
    k = 1
    while k * 2 < n:
        k *= 2
    return k


# Section 2.1: the tree, and the proofs as they are made.

@functools.lru_cache(maxsize=None)
def root(start, end):
    if end - start == 1:
        return hashlib.sha256(b"\0" + str(start).encode()).digest()
    k = split(end - start)
    return node(root(start, start + k), root(start + k, end))


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


# The same definitions read the other way: what a proof leads to.

def lead(leaf, index, size, hashes):
    if size == 1:
        return None if hashes else leaf
    if not hashes:
        return None
    k = split(size)
    if index < k:
        left, right = lead(leaf, index, k, hashes[:-1]), hashes[-1]
    else:
        left, right = hashes[-1], lead(leaf, index - k, size - k, hashes[:-1])
    return None if left is None or right is None else node(left, right)


def lead_both(old_root, old, size, hashes, known):
    """The roots over the first `old` leaves and over all, or None."""
    if old == size:
        if known:
            return None if hashes else (old_root, old_root)
        return (hashes[0], hashes[0]) if len(hashes) == 1 else None
    if not hashes:
        return None
    k = split(size)
    if old <= k:
        found = lead_both(old_root, old, k, hashes[:-1], known)
        return found and (found[0], node(found[1], hashes[-1]))
    found = lead_both(old_root, old - k, size - k, hashes[:-1], False)
    return found and (node(hashes[-1], found[0]), node(hashes[-1], found[1]))


# RFC 8032, section 6.

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_MINUS_1 = pow(2, (P - 1) // 4, P)


def add(one, other):
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(factor, point):
    result = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            result = add(result, point)
        point, factor = add(point, point), factor >> 1
    return result


def equal(one, other):
    return ((one[0] * other[2] - other[0] * one[2]) % P == 0
            and (one[1] * other[2] - other[1] * one[2]) % P == 0)


def decompress(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * SQRT_MINUS_1 % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(key, signature, message):
    a, r = decompress(key), decompress(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= Q or len(signature) != 64:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % Q
    return equal(multiply(s, BASE), add(r, multiply(h, a)))


def answer(words):
    raw = bytes.fromhex
    hashes = [raw(word) for word in words[-1].split(",")] if words[-1] != "-" else []
    if words[0] == "inclusion":
        return lead(raw(words[1]), int(words[2]), int(words[3]), hashes) == raw(words[4])
    if words[0] == "consistency":
        wanted = raw(words[2]), raw(words[4])
        return lead_both(wanted[0], int(words[1]), int(words[3]), hashes, True) == wanted
    return is_signed(raw(words[1]), raw(words[2]), b"".join(hashes))


def main(name):
    for line in open(name, encoding="ascii"):
        words = line.split()
        if words[0] == "tree":
            n = int(words[1])
            print(root(0, n).hex(), digest(path(i, 0, n) for i in range(n)),
                  digest(subproof(m, 0, n, True) for m in range(1, n + 1)))
        else:
            print("yes" if answer(words) else "no")


main(sys.argv[1])
