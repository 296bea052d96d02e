"""What a file says of where it comes from."""

import io

import pytest
from PIL import Image

from mattebox.files import decode, metadata

AI = b"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
MUCH = bytes(3 << 20)


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (b"a picture of c2pa", set()),
        (b"jumbjumdc2pa" + MUCH, {"has-credentials"}),
        (MUCH + b"jumdc2pa", {"has-credentials"}),
        (MUCH + AI, {"made-by-ai"}),
        (b"compositeWithTrainedAlgorithmicMedia", {"made-by-ai"}),
    ],
)
def test_it_is_seen_at_both_ends(data, codes):
    assert set(metadata.origin(data)) == codes


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF"])
def test_a_label_in_xmp_is_told(kind):
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a b="' + AI + b'"/></x:xmpmeta>'
    plain, labelled = io.BytesIO(), io.BytesIO()
    picture = Image.new("RGB", (20, 20), "red")
    picture.save(plain, kind)
    if kind == "PNG":
        from PIL.PngImagePlugin import PngInfo

        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", xmp.decode())
        picture.save(labelled, kind, pnginfo=info)
    elif kind == "TIFF":
        picture.save(labelled, kind, tiffinfo={700: xmp})
    else:
        picture.save(labelled, kind, xmp=xmp)
    assert "made-by-ai" not in decode.open_image(plain.getvalue())[1]
    assert "made-by-ai" in decode.open_image(labelled.getvalue())[1]
