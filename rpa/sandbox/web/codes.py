"""获取验证码: a code is sent to the phone or the mailbox of who asks."""

from rpa.sandbox.codes import WAIT_S
from rpa.sandbox.display import mask_mail, mask_phone
from rpa.sandbox.roles import Role
from rpa.sandbox.sandbox import Sandbox
from rpa.sandbox.schema import Json
from rpa.sandbox.web.endpoint import Call
from rpa.sandbox.world.accounts import account_of


def send(call: Call) -> Json:
    """Send a code, and tell where it went."""
    role = call.session.role
    account = account_of(call.sandbox.world, role.name)
    is_mail = "邮" in str(call.body.get("by", ""))
    to = call.body.get("to") or (account.mail if is_mail else account.phone)
    return send_to(call.sandbox, role, str(to))


def send_to(sandbox: Sandbox, role: Role, to: str) -> Json:
    """Send a code of this account to a phone or mailbox."""
    sandbox.codes.send(role.name)
    shown = mask_mail(to) if "@" in to else mask_phone(to)
    return {"message": f"验证码已发送至{shown}", "wait_s": WAIT_S}
