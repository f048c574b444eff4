"""签署协议: who has yet to sign with the new 签约主体 (P02)."""

from datetime import date

from rpa.sandbox.roles import Role
from rpa.sandbox.schema import Json

ENTITY = "华为云计算技术有限公司"
_OWES = frozenset({"distributor", "solution"})


class Agreements:
    """What has been signed."""

    def __init__(self, today: date) -> None:
        self._from = today.replace(day=1)
        self._signed: set[str] = set()

    def pending(self, role: Role) -> Json | None:
        """Return the agreement that this account must sign, if any."""
        if role.name not in _OWES or role.name in self._signed:
            return None
        return {
            "title": "签署协议",
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
        if role.name not in self._signed:
            return None
        return f"尊敬的用户，从{self._day()}00:00:00起，您与华为的签约主体变更为{ENTITY}。"

    def sign(self, role: Role) -> bool:
        """Take the signature; False when there was nothing to sign."""
        if self.pending(role) is None:
            return False
        self._signed.add(role.name)
        return True

    def _day(self) -> str:
        return f"{self._from.year}年{self._from.month:02d}月{self._from.day:02d}日"
