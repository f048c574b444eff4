"""商品信息: the 云商店 goods that a partner may pass on (P15)."""

from rpa.sandbox.pages.exclusive_offers import goods
from rpa.sandbox.pages.view import View
from rpa.sandbox.schema import Page

ROUTE = "sales/marketplace-goods"


def build(view: View) -> Page | None:
    """Return the page as partners see it; it is where a 云经销商 finds the goods."""
    if view.role.is_member:
        return None
    tab = goods(view, "", "marketplace-goods")
    return Page(ROUTE, "商品信息", ("销售", "云商店", "商品信息"), (tab,))
