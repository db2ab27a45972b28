"""XXH3 with seed 0, as https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md defines it.

64 bits for inputs of at least 9 bytes, 128 bits for inputs of more than 240: what a store's sums need."""

from struct import unpack_from

M32, M64 = 2**32 - 1, 2**64 - 1
P32_1, P32_2, P32_3 = 0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D
P64_1, P64_2, P64_3 = 0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9
P64_4, P64_5, MIX = 0x85EBCA77C2B2AE63, 0x27D4EB2F165667C5, 0x165667919E3779F9
STRIPE, STRIPES_OF_A_BLOCK = 64, 16
SECRET = bytes.fromhex(
    "b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671fcb79e64eccc0e578825ad07dccff7221"
    "b8084674f743248ee03590e6813a264c3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8a8"
    "fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364eac5ac8334d3ebc3c581a0fffa1363eb17"
    "0ddd51b7f0da49d316552629d4689e2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e"
)


def _fold(a, b):
    product = a * b
    return (product & M64) ^ (product >> 64)


def _avalanche(h):
    h = (h ^ (h >> 37)) * MIX & M64
    return h ^ (h >> 32)


def _mix(data, at, secret_at):
    (low, high), (s_low, s_high) = unpack_from("<QQ", data, at), unpack_from("<QQ", SECRET, secret_at)
    return _fold(low ^ s_low, high ^ s_high)


def _accumulate(acc, data, at, secret_at):
    values, secrets = unpack_from("<8Q", data, at), unpack_from("<8Q", SECRET, secret_at)
    for i in range(8):
        key = values[i] ^ secrets[i]
        acc[i ^ 1] = (acc[i ^ 1] + values[i]) & M64
        acc[i] = (acc[i] + (key & M32) * (key >> 32)) & M64


def _long(data):
    acc = [P32_3, P64_1, P64_2, P64_3, P64_4, P32_2, P64_5, P32_1]
    for stripe in range((len(data) - 1) // STRIPE):
        _accumulate(acc, data, stripe * STRIPE, 8 * (stripe % STRIPES_OF_A_BLOCK))
        if stripe % STRIPES_OF_A_BLOCK == STRIPES_OF_A_BLOCK - 1:
            secrets = unpack_from("<8Q", SECRET, len(SECRET) - STRIPE)
            acc = [((a ^ (a >> 47)) ^ s) * P32_1 & M64 for a, s in zip(acc, secrets)]
    _accumulate(acc, data, len(data) - STRIPE, len(SECRET) - STRIPE - 7)
    return acc


def _merge(acc, secret_at, start):
    secrets = unpack_from("<8Q", SECRET, secret_at)
    return _avalanche(
        (start + sum(_fold(acc[i] ^ secrets[i], acc[i + 1] ^ secrets[i + 1]) for i in range(0, 8, 2))) & M64
    )


def xxh3_64(data):
    n = len(data)
    assert n >= 9
    if n > 240:
        return _merge(_long(data), 11, n * P64_1 & M64)
    if n <= 16:
        a, b, c, d = unpack_from("<4Q", SECRET, 24)
        low, high = unpack_from("<Q", data)[0] ^ a ^ b, unpack_from("<Q", data, n - 8)[0] ^ c ^ d
        return _avalanche((n + int.from_bytes(low.to_bytes(8, "little"), "big") + high + _fold(low, high)) & M64)
    h = n * P64_1
    if n <= 128:
        for i in range((n - 1) // 32, -1, -1):
            h += _mix(data, 16 * i, 32 * i) + _mix(data, n - 16 * (i + 1), 32 * i + 16)
        return _avalanche(h & M64)
    h = _avalanche((h + sum(_mix(data, 16 * i, 16 * i) for i in range(8))) & M64)
    h += sum(_mix(data, 16 * i, 16 * (i - 8) + 3) for i in range(8, n // 16))
    return _avalanche((h + _mix(data, n - 16, 136 - 17)) & M64)


def xxh3_128(data):
    """The low and the high 64 bits."""
    n = len(data)
    assert n > 240
    acc = _long(data)
    return _merge(acc, 11, n * P64_1 & M64), _merge(acc, len(SECRET) - STRIPE - 11, ~(n * P64_2) & M64)
