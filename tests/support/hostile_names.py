"""Names that file systems take and programs stumble over."""


def thousand() -> list[bytes]:
    """A thousand of them: every byte, the longest, twins, devices of Windows, what shells and terminals read."""
    every = [bytes([byte]) + b".jpg" for byte in range(1, 256) if byte not in b"/."]
    long = [b"x" * (255 - len(ending)) + ending for ending in (b".jpg", b".jpeg", b".png", b".JPG")]
    long += ["é".encode() * 125 + b".jpg", b"\xff" * 251 + b".jpg", b"y" * 255]
    twins = [
        name.encode() + b".jpg" for name in ("é", "e\u0301", "É", "E\u0301", "straße", "STRASSE", "ﬁ", "fi", "Å", "Å")
    ]
    twins += [b"shoe.jpg", b"Shoe.jpg", b"SHOE.JPG", b"shoe.png", b"shoe.jpeg", b"shoe"]
    devices = [
        f"{name}{ending}".encode()
        for name in ("con", "NUL", "com1", "LPT9", "aux.x")
        for ending in (".jpg", ".png", "")
    ]
    shells = [
        b"-rf.jpg",
        b"--out.jpg",
        b"$(x).jpg",
        b"a b .jpg",
        b" .jpg",
        b"*.jpg",
        b"[a].jpg",
        b"\x1b[31mred.jpg",
        b"new\nline.jpg",
    ]
    own = [b"a-cutout.jpg", b"a-cutout-2.jpg", b"a.jpg", b"manifest.jsonl.jpg", b"\xe2\x80\xae.gpj.jpg"]
    known = list(dict.fromkeys([*every, *long, *twins, *devices, *shells, *own]))
    return [*known, *(b"%d\xfe.jpg" % number for number in range(1000 - len(known)))]
