"""The YAML dialect: what it takes, and what it says of the rest."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rpa.errors import ProblemsFound
from rpa.flow.document import Document, dotted, parse_document, read_document
from rpa.mark import Mark


def problems_of(text: str) -> list[str]:
    with pytest.raises(ProblemsFound) as raised:
        parse_document(text, "f.yaml")
    return [str(one) for one in raised.value.problems]


def test_a_document_knows_where_every_value_and_key_stands():
    document = parse_document("a:\n  - b: 1\n    c: [x, y]\n", "f.yaml")
    assert document == Document(
        "f.yaml",
        {"a": [{"b": 1, "c": ["x", "y"]}]},
        {
            (): Mark("f.yaml", 1, 1),
            ("a",): Mark("f.yaml", 2, 3),
            ("a", 0): Mark("f.yaml", 2, 5),
            ("a", 0, "b"): Mark("f.yaml", 2, 8),
            ("a", 0, "c"): Mark("f.yaml", 3, 8),
            ("a", 0, "c", 0): Mark("f.yaml", 3, 9),
            ("a", 0, "c", 1): Mark("f.yaml", 3, 12),
        },
        {
            ("a",): Mark("f.yaml", 1, 1),
            ("a", 0, "b"): Mark("f.yaml", 2, 5),
            ("a", 0, "c"): Mark("f.yaml", 3, 5),
        },
    )


def test_an_unknown_place_is_marked_by_the_nearest_one_around_it():
    document = parse_document("a:\n  b: 1\n", "f.yaml")
    assert document.mark(("a", "b", "c", 3)) == Mark("f.yaml", 2, 6)
    assert document.mark(("z",)) == Mark("f.yaml", 1, 1)
    assert document.key_mark(("a", "z")) == Mark("f.yaml", 2, 3)
    assert Document("g.yaml", {}).mark(("a",)) == Mark("g.yaml")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("null", None),
        ("", None),
        ("true", True),
        ("false", False),
        ("0", 0),
        ("-12", -12),
        ("1.50", 1.5),
        ("20231234567890123456", 20231234567890123456),
        ("12:30", "12:30"),
        ("2026-10-01", "2026-10-01"),
        ("2026-10-01 12:30:00", "2026-10-01 12:30:00"),
        ("1,234", "1,234"),
        ("1.2.3", "1.2.3"),
        ("-30d", "-30d"),
        ("y", "y"),
        ('"yes"', "yes"),
        ("'0755'", "0755"),
        ("${a + 1}", "${a + 1}"),
        ("客户订单 / 订单资源明细", "客户订单 / 订单资源明细"),
        ("=", "="),
    ],
)
def test_values_without_quotes_mean_one_thing(written, value):
    assert parse_document(f"a: {written}\n", "f.yaml").value == {"a": value}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "f.yaml: the file is empty"),
        ("# only a comment\n", "f.yaml: the file is empty"),
        ("null", 'f.yaml:1:1: the file is empty; write "key: value" lines'),
        ("- a", 'f.yaml:1:1: the file begins with a list; write "key: value" lines'),
        ("a", 'f.yaml:1:1: the file has no keys; write "key: value" lines'),
        ("title：x", 'f.yaml:1:1: "：" is a full-width colon; write ": "'),
        ("a: yes", 'f.yaml:1:4: found yes without quotes; write true or "yes"'),
        ("a: Off", 'f.yaml:1:4: found Off without quotes; write false or "Off"'),
        ("a: TRUE", 'f.yaml:1:4: found TRUE without quotes; write true or "TRUE"'),
        ("a: ~", 'f.yaml:1:4: found ~ without quotes; write null or "~"'),
        (
            "a: 0755",
            (
                "f.yaml:1:4: found 0755, a number in a form that can be read two ways; "
                "write it as plain digits (12, -0.5), or in quotes if it is a text"
            ),
        ),
        ("a: 1\na: 2", 'f.yaml:2:1: the key "a" stands here again; it is on line 1 already'),
        ("1: a", 'f.yaml:1:1: the key 1 is not a text; write "1"'),
        ("on: a", 'f.yaml:1:1: the key on is not a text; write "on"'),
        (": a", 'f.yaml:1:1: the key is missing; write "key: value"'),
        (
            "? [a]\n: b",
            'f.yaml:1:3: a key must be a text; if it begins with "${", put it in quotes',
        ),
        (
            "a: &x {b: 1}\nc:\n  <<: *x",
            "f.yaml:3:3: the merge key << is not part of our YAML; write the keys out",
        ),
        (
            "a: !!python/object:os.system x",
            (
                "f.yaml:1:4: the tag !!python/object:os.system is not part of our YAML; "
                "leave it out, or put the text in quotes"
            ),
        ),
        (
            "a: ! x",
            (
                "f.yaml:1:4: the tag ! is not part of our YAML; "
                "leave it out, or put the text in quotes"
            ),
        ),
        ("a: 1\n---\nb: 1", "f.yaml:2:1: a second document begins; keep one a file"),
        ("%YAML 1.1\n---\na: 1", "f.yaml:1:1: found a % directive; leave it out"),
        ("a:\n\tb: 1", "f.yaml:2:1: found a tab character; write spaces"),
        ("a: \x07", "f.yaml:1:4: found the invisible character U+0007; remove it"),
        ("a: b\u200b", "f.yaml:1:5: found the invisible character U+200B; remove it"),
        (
            "a: *b",
            "f.yaml:1:4: *b repeats what is not there; if it is a text, put it in quotes",
        ),
        ("a: &x [*x]", "f.yaml:1:8: *x stands inside what it repeats; write it out"),
        (
            "a: " + "[" * 100,
            "f.yaml:1:63: more than 60 levels inside one another",
        ),
        (
            "a: {b: 开通,续订}",
            (
                'f.yaml:1:11: "续订" has no value; '
                "a text with a comma needs quotes here, or give it a value"
            ),
        ),
        ("a: {b: ${x}}", 'f.yaml:1:9: ${…} inside { } or [ ] needs quotes; write "${…}"'),
        ("a: b: c", 'f.yaml:1:5: a second ": " on this line; put the text in quotes'),
        (
            "a: 1\n b: 2",
            (
                "f.yaml:2:3: this line does not fit the one above; begin keys of the same mapping "
                "in the same column, and end each key with a colon"
            ),
        ),
        (
            "a: [1",
            (
                "f.yaml:1:4: the [ that opens here is not closed properly; "
                "separate its values with commas, and close it with ]"
            ),
        ),
        (
            "a: {b: 1",
            (
                "f.yaml:1:4: the { that opens here is not closed properly; "
                "separate its keys with commas, and close it with }"
            ),
        ),
        ("{a: b, c:}", 'f.yaml:1:9: a colon needs a blank after it; write "key: value"'),
        ('a: "x', "f.yaml:1:4: the quote that opens here is never closed; close it"),
        ('a: "x" y', "f.yaml:1:8: text follows a closing quote; put all of it in quotes"),
        ("a: @x", "f.yaml:1:4: a text cannot begin with @; put it in quotes"),
        ("a: `x`", "f.yaml:1:4: a text cannot begin with `; put it in quotes"),
        ("a: *", "f.yaml:1:5: a text cannot begin with & or *; put it in quotes"),
        (
            "a: - b",
            (
                "f.yaml:1:4: a list cannot begin on the line of its key; "
                "begin it on a new line, or put the text in quotes"
            ),
        ),
        (
            "a: |x",
            "f.yaml:1:5: text follows | or > on the same line; begin the text on the next line",
        ),
        (
            'a: "\\q"',
            "f.yaml:1:5: an unknown \\ sequence; write \\\\ for a backslash, or use single quotes",
        ),
        (
            "a: }",
            (
                "f.yaml:1:4: a value is missing here; "
                "put texts that begin with a bracket or comma in quotes"
            ),
        ),
    ],
)
def test_what_is_not_taken_is_said_in_one_sentence(text, problem):
    assert problems_of(text) == [problem]


def test_all_problems_of_a_file_are_told_at_once():
    assert problems_of("a: yes\nb: 0x1F\na: 1\nc: {d: no}\ne: [1, 2") == [
        'f.yaml:1:4: found yes without quotes; write true or "yes"',
        (
            "f.yaml:2:4: found 0x1F, a number in a form that can be read two ways; "
            "write it as plain digits (12, -0.5), or in quotes if it is a text"
        ),
        'f.yaml:3:1: the key "a" stands here again; it is on line 1 already',
        'f.yaml:4:8: found no without quotes; write false or "no"',
        (
            "f.yaml:5:4: the [ that opens here is not closed properly; "
            "separate its values with commas, and close it with ]"
        ),
    ]


def test_an_alias_repeats_a_value_and_points_to_where_its_parts_stand():
    document = parse_document("a: &x\n  b: 1\nc: *x\n", "f.yaml")
    assert document.value == {"a": {"b": 1}, "c": {"b": 1}}
    assert document.mark(("c",)) == Mark("f.yaml", 3, 4)
    assert document.mark(("c", "b")) == Mark("f.yaml", 2, 6)


def test_an_alias_bomb_is_refused():
    bomb = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)
    )
    (problem,) = problems_of(bomb)
    assert problem.endswith(
        "more than 100,000 values, those that *aliases repeat included; split the file"
    )


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path):
    file = tmp_path / "f.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read_document(file).value == {"a": 1}
    assert parse_document("\ufeffa: 1\n", "f.yaml").mark(("a",)) == Mark("f.yaml", 1, 4)


def read_problem(path) -> str:
    with pytest.raises(ProblemsFound) as raised:
        read_document(path)
    (problem,) = raised.value.problems
    return str(problem).replace(str(path.parent), "DIR")


def test_a_missing_file_is_told_with_its_nearest_neighbour(tmp_path):
    (tmp_path / "orders.yaml").touch()
    (tmp_path / "notes.txt").touch()
    assert (
        read_problem(tmp_path / "order.yaml")
        == 'DIR/order.yaml: there is no such file; did you mean "orders.yaml"?'
    )
    assert (
        read_problem(tmp_path / "no" / "x.yaml")
        == "DIR/x.yaml: there is no such file; nor is there a folder DIR"
    )


def test_a_folder_is_not_a_file(tmp_path):
    assert read_problem(tmp_path / ".").endswith("this is a folder; name a file in it")


def test_a_file_in_another_encoding_is_told_with_the_likely_one(tmp_path):
    file = tmp_path / "f.yaml"
    file.write_bytes("a: 1\nb: 客户\n".encode("gb18030"))
    assert read_problem(file) == (
        "DIR/f.yaml:2:4: the file is not UTF-8; it may be GBK; save it as UTF-8"
    )
    file.write_bytes("a: 1\n".encode("utf-16"))
    assert (
        read_problem(file) == "DIR/f.yaml:1:1: the file is not UTF-8 but UTF-16; save it as UTF-8"
    )


def test_a_huge_file_is_not_read(tmp_path):
    file = tmp_path / "f.yaml"
    file.write_bytes(b"#" * 4_000_001)
    assert read_problem(file) == "DIR/f.yaml: the file is larger than 4 MB; is it the right one?"


def test_a_path_reads_like_an_address():
    assert dotted(("steps", 2, "do", 0, "target")) == "steps[2].do[0].target"
    assert dotted(()) == ""


yaml_like = st.text(
    st.sampled_from(list("ab:-?[]{},#&*!|>'\"%@`$ \n\t0129.~<=\\x：\u200b")), max_size=60
)


@given(st.one_of(st.text(), yaml_like))
@example("a: &a\n  b: *a")
@example('a: "\\ud800"')
@example("- - - a\n- b")
@example("\ufeff\ufeffa: 1")
@example("a: [*a : b]")
def test_any_text_is_a_document_or_a_list_of_problems(text):
    outcome = _outcome(lambda: parse_document(text, "f.yaml"))
    if isinstance(outcome, Document):
        assert isinstance(outcome.value, dict)
        assert () in outcome.marks
    else:
        assert outcome
        assert all(one.found and one.mark.file == "f.yaml" for one in outcome)


def _outcome(read):
    try:
        return read()
    except ProblemsFound as found:
        return found.problems


@given(st.binary(max_size=40))
def test_any_file_is_a_document_or_a_list_of_problems(tmp_path_factory, content):
    file = tmp_path_factory.mktemp("any") / "f.yaml"
    file.write_bytes(content)
    outcome = _outcome(lambda: read_document(file))
    assert isinstance(outcome, Document) or outcome
