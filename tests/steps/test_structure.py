"""The structure of a page as text: roles and words, without what is data."""

from __future__ import annotations

from rpa.steps.structure import as_list, structure

PAGE = """\
- banner:
  - link "Home":
    - /url: javascript:void(0);
  - link "News":
    - /url: /news/2026
- 'heading "Orders: all" [level=1]'
- table:
  - rowgroup:
    - row "Name Ada":
      - cell "Name"
      - cell "Ada"
- table "List":
  - rowgroup:
    - row "Order Amount":
      - columnheader "Order":
        - text: Order
        - link:
          - /url: javascript:void(0)
      - columnheader "Amount"
  - rowgroup:
    - row "A1 12.50":
      - cell "A1"
      - cell "12.50"
    - 'row "A2: new 3"':
      - cell
- text: 1,234 rows at 2026-11-23 08:30:00, page 2 of 12
- button "Next 20" [disabled]
"""

STRUCTURE = """\
- banner:
  - link "Home"
  - link "News":
    - /url: /news/#
- 'heading "Orders: all" [level=1]'
- table:
  - rowgroup:
    - row "Name Ada":
      - cell "Name"
      - cell "Ada"
- table "List":
  - rowgroup:
    - row "Order Amount":
      - columnheader "Order":
        - text: Order
        - link
      - columnheader "Amount"
- text: # rows at #, page # of #
- button "Next #" [disabled]
"""


def test_rows_of_tables_with_a_header_and_numbers_are_left_out():
    assert structure(PAGE) == STRUCTURE


FORM = """\
- table:
  - rowgroup:
    - row "Note":
      - cell "Note"
    - row "Customers Name":
      - cell:
        - table:
          - rowgroup:
            - row "Name":
              - columnheader "Name"
          - rowgroup:
            - row "Ada":
              - cell "Ada"
"""


def test_rows_of_a_form_stay_though_there_is_a_table_with_a_header_in_it():
    assert structure(FORM) == FORM.partition('          - rowgroup:\n            - row "Ada"')[0]


def test_what_is_to_be_ignored_is_left_out_too():
    found = structure("- text: Good morning, Ada\n- text: Bye", ["morning|evening", "(?<=, ).*"])
    assert found == "- text: Good …, …\n- text: Bye\n"


def test_texts_become_a_list():
    assert as_list(["a", "b"], 1) == "  - a\n  - b\n"
