"""Whom one speaks to at a customer."""

from dataclasses import dataclass

from rpa.sandbox.world.customers import Customer
from rpa.sandbox.world.randomness import stream

_FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = (
    "伟",
    "芳",
    "娜",
    "敏",
    "静",
    "丽华",
    "建国",
    "晓东",
    "志强",
    "欣怡",
    "子轩",
    "一诺",
    "Tom",
)
_HOSTS = ("example.com", "mail.example.cn", "corp.example.com.cn")
_LETTERS = "abcdefghjklmnpqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Contact:
    """A person with a phone number and, mostly, a mail address."""

    name: str
    phone: str
    mail: str


def contact_of(customer: Customer) -> Contact:
    """Return the contact of a customer, who is the same on every page."""
    rng = stream(0, f"contact/{customer.id}")
    family = rng.one_of(("欧阳", *_FAMILY))
    word = "".join(rng.one_of(_LETTERS) for _ in range(rng.between(1, 9)))
    return Contact(
        name=family + rng.one_of(_GIVEN),
        phone=f"1{rng.between(3, 10)}{rng.between(0, 10**9):09d}",
        mail=f"{word}{rng.between(1, 99)}@{rng.one_of(_HOSTS)}",
    )
