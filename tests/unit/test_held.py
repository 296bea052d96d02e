"""Which pictures stay in memory."""

import numpy as np

from mattebox.held import Held, HeldPictures
from mattebox.subject.fusion import Subject
from mattebox.subject.sight import Sight


def held(id):
    image = np.full((8, 8, 4), 255, np.uint8)
    return Held(
        id, "standard", Sight(image, np.zeros((3, 8, 8), np.float32), Subject(np.zeros((8, 8)), True), {}, True)
    )


class Shelf:
    """Pictures by "number mode", and which of them went since it was last asked."""

    def __init__(self):
        self.pictures, self.there = HeldPictures(), set()

    def find(self, key):
        self.pictures.make_room(int(key[0]))
        self.pictures.add(key, held(int(key[0])))
        gone = self.gone()
        self.there.add(key)
        return gone

    def gone(self):
        gone = {key for key in self.there if self.pictures.get(key) is None}
        self.there -= gone
        return gone


def test_there_are_two_at_the_most_and_never_those_in_use_go():
    shelf = Shelf()
    assert not shelf.find("1 standard") and not shelf.find("1 best")
    assert shelf.find("1 fast") == {"1 standard"}  # three of one picture: the oldest goes
    shelf.pictures.hold("1 best")
    assert shelf.find("2 standard") == {"1 fast"}  # of another picture what is in use stays
    assert shelf.find("3 standard") == {"2 standard"}
    shelf.pictures.let_go("1 best")
    assert shelf.pictures.get("1 best") and shelf.pictures.key_of(3) == "3 standard"


def test_a_forgotten_picture_goes_once_it_is_let_go():
    shelf = Shelf()
    shelf.find("3 standard")
    for _ in range(2):
        shelf.pictures.hold("3 standard")
    shelf.pictures.forget(3)
    shelf.pictures.let_go("3 standard")
    assert not shelf.gone()
    shelf.pictures.let_go("3 standard")
    assert shelf.gone() == {"3 standard"} and shelf.pictures.key_of(3) is None


def test_a_picture_can_be_held_before_it_is_there():
    shelf = Shelf()
    shelf.pictures.hold("1 best")
    shelf.find("1 best")
    assert not shelf.find("2 best")
    shelf.pictures.let_go("1 best")
    assert shelf.find("2 fast") == {"1 best"}


def test_what_is_removed_is_not_missed_by_those_who_hold_it():
    shelf = Shelf()
    shelf.pictures.hold("1 best")
    shelf.find("1 best")
    for _ in range(2):
        shelf.pictures.remove("1 best")
    shelf.pictures.let_go("1 best")
    assert shelf.gone() == {"1 best"}
