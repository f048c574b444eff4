import pytest


def test_a_file_of_the_front_end_is_given_to_keep(visit):
    answer = visit().ask("GET", "/static/css/base.css")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert answer.headers["cache-control"] == "max-age=3600"
    assert "body" in answer.text


@pytest.mark.parametrize(
    "path", ["gone.js", "css", "", "css//base.css", "%2e%2e/app.py", "..%2fapp.py"]
)
def test_nothing_else_is_given(visit, path):
    assert visit().ask("GET", f"/static/{path}").status_code == 404
