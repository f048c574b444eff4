"""What `change-contact` may change of an account, as it is now (P05)."""

from collections.abc import Mapping

from rpa.sandbox.roles import Role
from rpa.sandbox.schema import Json
from rpa.sandbox.truth.inputs import check_names
from rpa.sandbox.truth.typed import stamp
from rpa.sandbox.world.accounts import account_of
from rpa.sandbox.world.world import World

_COLUMNS = ("手机号码", "邮箱", "密码修改时间")


def change_contact(world: World, role: Role, inputs: Mapping[str, str]) -> Json:
    """Return phone and mail of the account, and when its password was last changed."""
    check_names(inputs, ("what", "new_value"))
    account = account_of(world, role.name)
    row = [account.phone, account.mail, stamp(account.password_changed)]
    return {"columns": list(_COLUMNS), "rows": [row], "total": 1}
