"""The security policy, as headers and in pages."""

import tomllib

from .here import WEB, SetupError

HEADERS = WEB / "headers.toml"


def headers() -> dict[str, str]:
    """What every answer carries, by name."""
    table = tomllib.loads(HEADERS.read_text())
    policy = "; ".join(f"{name} {value}" for name, value in table["content-security-policy"].items())
    permissions = ", ".join(f"{name}={value}" for name, value in table["permissions-policy"].items())
    return table | {"content-security-policy": policy, "permissions-policy": permissions}


def sealed(page: str) -> str:
    """A page with the security policy in it, for hosts that send none; who may frame it, a page cannot say itself."""
    policy = headers()["content-security-policy"]
    own = "; ".join(each for each in policy.split("; ") if not each.startswith("frame-ancestors "))
    empty = '<meta http-equiv="Content-Security-Policy" content="">'
    if page.count(empty) != 1:
        raise SetupError("A page must have one meta element with an empty Content-Security-Policy.")
    return page.replace(empty, empty.replace('content=""', f'content="{own}"'))
