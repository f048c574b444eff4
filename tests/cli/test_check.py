"""`rpa check` as a command; its messages have cases of their own."""

from __future__ import annotations


def test_a_sound_project_is_counted(rpa, shop):
    assert rpa("check", cwd=shop) == (0, "7 files, no problems\n", "")


def test_the_shipped_files_have_no_problems(rpa):
    said = rpa("check")
    assert (said.code, said.err) == (0, "")
    assert said.out.endswith(" files, no problems\n")


def test_every_problem_of_every_file_is_one_line(rpa, shop):
    first, second = shop / "flows" / "a.yaml", shop / "flows" / "b.yaml"
    first.write_text("title: A\nportal: shop\nsteps:\n  - clik: x\n  - opn: Orders\n", "utf-8")
    second.write_text("title: B\nportal: shop\nsteps:\n  - open: Odrers\n", "utf-8")
    assert rpa("check", cwd=shop) == (
        2,
        (
            'flows/a.yaml:4:5: step: unknown kind of step "clik"; did you mean "click"?\n'
            'flows/a.yaml:5:5: step: unknown kind of step "opn"; did you mean "open"?\n'
            'flows/b.yaml:4:11: open: unknown page "Odrers"; did you mean "Orders"?\n'
            "9 files, 3 problems\n"
        ),
        "",
    )


def test_only_what_is_named_is_checked(rpa, shop):
    (shop / "flows" / "broken.yaml").write_text("title: [", "utf-8")
    assert rpa("check", "flows/sign-in.yaml", cwd=shop) == (0, "1 file, no problems\n", "")
    assert rpa("check", "selectors", cwd=shop) == (0, "4 files, no problems\n", "")
    assert rpa("check", "flows", cwd=shop).code == 2


def test_a_path_that_is_not_there_is_named(rpa, shop):
    assert rpa("check", "flow", cwd=shop) == (
        2,
        "",
        "rpa: flow: there is no such file or folder\n",
    )
