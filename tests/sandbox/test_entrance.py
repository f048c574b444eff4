from datetime import datetime

import pytest

ENTITY = "华为云计算技术有限公司"


def test_the_portal_leads_to_the_sign_in_page_when_nobody_is_signed_in(visit):
    answer = visit(account=None).ask("GET", "/partner/")
    assert (answer.status_code, answer.headers["location"]) == (
        302,
        "/authui/login.html?service=%2Fpartner%2F",
    )


@pytest.mark.parametrize("path", ["/", "/authui/login.html?service=%2Fpartner%2F", "/partner/"])
@pytest.mark.parametrize("generation", [2023, 2024, 2025])
def test_pages_are_drawn_in_every_generation(visit, path, generation):
    answer = visit(generation=generation).ask("GET", path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"


def test_an_agreement_is_signed_once_and_leaves_a_line_on_every_page(visit):
    visitor = visit()
    shell = visitor.get("/api/shell")
    assert (shell["agreement"]["title"], shell["signed_notice"]) == ("签署协议", None)
    assert visitor.post("/api/agreement", agree="yes") == {"error": "请先阅读并同意本协议"}
    assert visitor.post("/api/agreement", agree=True) == {"message": "签署成功"}
    assert visitor.post("/api/agreement", agree=True) == {"error": "没有待签署的协议"}
    shell = visitor.get("/api/shell")
    assert (shell["agreement"], shell["signed_notice"]) == (
        None,
        f"尊敬的用户，从2026年11月01日00:00:00起，您与华为的签约主体变更为{ENTITY}。",
    )


def test_accepted_writes_are_listed_in_order_and_refused_ones_are_not(visit):
    visitor = visit()
    assert visitor.get("/__writes__.json") == {"writes": [], "total": 0}
    visitor.post("/api/agreement", agree=False)
    visitor.post("/api/agreement", agree=True)
    visitor.sign_in("solution").post("/api/agreement", agree=True)
    write = {"at": "2026-11-23T15:30:00.000", "kind": "agreement", "subject": ENTITY, "count": 1}
    assert visitor.get("/__writes__.json") == {
        "writes": [
            {"seq": 1, "account": "distributor", **write},
            {"seq": 2, "account": "solution", **write},
        ],
        "total": 2,
    }


@pytest.mark.parametrize("account", ["reseller", "manager", "supervisor"])
def test_who_is_no_party_to_the_agreement_is_not_asked(visit, account):
    assert visit(account=account).get("/api/shell")["agreement"] is None


def test_the_clock_shows_the_sandboxs_own_day(visit):
    visitor = visit(clock=lambda: datetime(2031, 5, 6, 7, 8, 9))
    assert str(visitor.sandbox.now()) == "2026-11-23 07:08:09"
