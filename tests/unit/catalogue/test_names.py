"""What results are called: the page's own cases (tests/node/app/filename.test.mjs, paths.test.mjs)."""

import os

import pytest

from mattebox.catalogue.names import Names, clean_part, file_name, folded, result_names, still_is


def placed(*sources: str, taken: tuple[str, ...] = ()) -> list[str]:
    names = Names(taken)
    return [names.place(source, file_name(source.rpartition("/")[2], "png", "{name}")) for source in sources]


@pytest.mark.parametrize(
    ("source", "kind", "name"),
    [
        ("IMG_1234.JPG", "png", "IMG_1234-cutout.png"),
        ("a.b.tiff", "png8", "a.b-cutout.png"),
        ("no ending.", "webp", "no ending.-cutout.webp"),
        (".png", "jpeg", "picture-cutout.jpg"),
        ("x.jfif", "tiff", "x-cutout.tif"),
        ("x.jpg", "mask", "x-cutout-mask.png"),
    ],
)
def test_the_originals_name_and_what_it_became(source: str, kind: str, name: str) -> None:
    assert file_name(source, kind) == name


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ('a/b\\c:d*e?f"g<h>i|j\u0007k', "a-b-c-d-e-f-g-h-i-j-k"),
        ("...", "picture"),
        ("", "picture"),
        ("CON", "CON_"),
        ("Aux.x", "Aux_.x"),
        ("nul .y", "nul_ .y"),
        ("com²", "com²_"),
        ("CONIN$", "CONIN$_"),
        ("console", "console"),
        ("com10", "com10"),
        ("cafe\u0301", "caf\u00e9"),
        ("a\ud800b", "a-b"),
        (os.fsdecode(b"a\xffb"), "a-b"),
        ("x" * 300, "x" * 200),
        ("é" * 300, "é" * 100),
        ("x" * 198 + "😀", "x" * 198),
    ],
)
def test_nothing_that_a_system_forbids(text: str, clean: str) -> None:
    assert clean_part(text, "picture") == clean


def test_two_inputs_never_have_one_output() -> None:
    assert placed("shoe.jpg", "shoe.png", "SHOE.webp") == ["shoe.png", "shoe-2.png", "SHOE-3.png"]
    assert placed("é.jpg", "e\u0301.jpg", "straße.jpg", "STRASSE.jpg") == [
        "é.png",
        "é-2.png",
        "straße.png",
        "STRASSE-2.png",
    ]
    assert placed("a.b.jpg", "a.b.png", "y/a.jpg") == ["a.b.png", "a.b-2.png", "y/a.png"]


def test_folders_stay_apart_however_alike_their_names_become() -> None:
    assert placed("a?/1.jpg", "a*/1.jpg", "a?/2.jpg", "Sea/1.jpg", "sea/1.jpg") == [
        *["a-/1.png", "a--2/1.png", "a-/2.png", "Sea/1.png", "sea-2/1.png"]
    ]
    assert placed("a.png/1.jpg", "a.jpg", "NUL/b /1.jpg") == ["a.png/1.png", "a-2.png", "NUL_/b/1.png"]


def test_what_has_its_name_keeps_it_and_its_folder() -> None:
    names = Names()
    names.keep("a*/1.jpg", "a--2/1.png")
    assert names.place("a*/2.jpg", "2.png") == "a--2/2.png"
    assert names.place("a--2.jpg", "a--2.png") == "a--2.png"
    assert names.place("a*/1.webp", "1.png") == "a--2/1-2.png"


def test_names_of_others_are_not_taken() -> None:
    assert placed("a.jpg", taken=("A.PNG",)) == ["a-2.png"]


def test_beside_their_pictures_folders_keep_their_names() -> None:
    names = Names(beside=True)
    assert names.place("a?/NUL/1.jpg", "1-cutout.png") == "a?/NUL/1-cutout.png"


def test_case_and_accents_are_one() -> None:
    assert folded("É/ß") == folded("e\u0301/SS")


def test_a_number_does_not_make_it_another_name() -> None:
    assert still_is("x/a-3.png", "a.png") and still_is("a.png", "a.png")
    assert not still_is("a-b.png", "a.png") and not still_is("a.webp", "a.png")


def test_results_are_known_by_their_names() -> None:
    pattern = result_names("{name}-cutout")
    assert pattern is not None
    known = ["shoe-cutout.png", "shoe-cutout-2.webp", "shoe-cutout-mask.png"]
    assert [pattern.fullmatch(name)["name"] for name in known] == ["shoe"] * 3  # type: ignore[index]
    assert pattern.fullmatch("shoe-cutout.psd") is None
    assert result_names("{name}") is None
