"""The markup of a component library is read from its file, and wrong files are told as such."""

from __future__ import annotations

import pytest

from rpa.errors import FileWrong
from rpa.widgets.library import known_libraries, load_library


def test_every_library_that_is_listed_can_be_read():
    assert [load_library(name).library for name in known_libraries()] == known_libraries()


def test_an_unknown_library_is_an_error_that_names_the_known_ones():
    with pytest.raises(FileWrong) as caught:
        load_library("antd")
    assert str(caught.value) == "antd: no such component library; known: tinyng"
