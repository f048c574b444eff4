"""签署协议: who has yet to sign with the new 签约主体 (P02)."""

from datetime import datetime

from rpa.sandbox.roles import Role
from rpa.sandbox.schema import Json
from rpa.sandbox.world.world import World

TITLE = "签署协议"
ENTITY = "华为云计算技术有限公司"
_OWES = frozenset({"distributor", "solution"})


class Agreements:
    """What has been signed, and when."""

    def __init__(self, world: World) -> None:
        self._from = world.today.replace(day=1)
        self._signed: dict[str, datetime] = world.once("signatures", "", dict)

    def is_party(self, role: Role) -> bool:
        """Tell whether this account has, or had, an agreement to sign."""
        return role.name in _OWES

    def signed_at(self, role: Role) -> datetime | None:
        """Return when this account signed, or None when it has not."""
        return self._signed.get(role.name)

    def pending(self, role: Role) -> Json | None:
        """Return the agreement that this account must sign, if any."""
        if not self.is_party(role) or self.signed_at(role):
            return None
        return {
            "title": TITLE,
            "text": [
                "华为云伙伴合作协议（签约主体变更）",
                f"甲方：{ENTITY}；乙方：{role.display_name}（以下简称“伙伴”）。",
                f"一、自{self._day()}00:00:00起，伙伴原签合作协议的权利和义务由{ENTITY}承继。",
                "二、变更生效后，伙伴的结算、开票及付款信息以新签约主体为准。",
                "三、未签署本协议的，代付、严选账单开票等功能将受到限制。",
                "四、本协议以电子方式签署，自伙伴点击“提交”之时起生效。",
            ],
            "checkbox": "我已阅读并同意本协议",
            "submit": "提交",
        }

    def notice(self, role: Role) -> str | None:
        """Return the line that stands on every page once the agreement is signed."""
        if self.signed_at(role) is None:
            return None
        return f"尊敬的用户，从{self._day()}00:00:00起，您与华为的签约主体变更为{ENTITY}。"

    def sign(self, role: Role, at: datetime) -> None:
        """Take the signature."""
        self._signed[role.name] = at

    def _day(self) -> str:
        return f"{self._from.year}年{self._from.month:02d}月{self._from.day:02d}日"
