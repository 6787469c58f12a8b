"""Who sells and who buys: by the name that was given, else by what the speakers are called."""

import unicodedata

from roleplay.calls.call_lines import NOBODY, RecordedCall
from roleplay.errors import RoleplayError
from roleplay.transcript import Speaker

SELLERS = frozenset(
    [
        "seller",
        "sales",
        "salesperson",
        "rep",
        "representative",
        "agent",
        "advisor",
        "adviser",
        "consultant",
        "host",
        "销售",
        "销售员",
        "代表",
        "医药代表",
        "顾问",
        "坐席",
        "客服",
        "老师",
        "我",
        "我方",
        "销售代表",
    ]
)
CUSTOMERS = frozenset(
    [
        "customer",
        "client",
        "buyer",
        "prospect",
        "guest",
        "contact",
        "doctor",
        "patient",
        "parent",
        "caller",
        "客户",
        "顾客",
        "买家",
        "医生",
        "主任",
        "家长",
        "对方",
        "客户方",
        "患者",
    ]
)
SHOWN = 8  # names an error lists


def match_speakers(call: RecordedCall, seller: str | None, file: str) -> dict[str, Speaker]:
    """Returns who is whom; everybody beside the seller is the customer's side.

    Raises RoleplayError `call-who-sells` where it is not clear, `call-no-such-speaker`, or `transcript-no-seller`.
    """
    names = call.speakers
    if seller is not None:
        return _by_name(names, seller, file)
    folded = {name: _fold(name) for name in names}
    selling = [name for name in names if folded[name] in SELLERS]
    buying = [name for name in names if folded[name] in CUSTOMERS]
    if not selling and len(names) == 2 and len(buying) == 1:
        selling = [name for name in names if name not in buying]
    if not selling and buying and len(buying) == len(names):
        raise RoleplayError("transcript-no-seller", file=file)
    if len(selling) != 1 or NOBODY in names:
        raise RoleplayError("call-who-sells", file=file, format=call.format, names=_listed(names))
    return {name: "seller" if name in selling else "customer" for name in names}


def _by_name(names: tuple[str, ...], seller: str, file: str) -> dict[str, Speaker]:
    wanted = _fold(seller)
    fitting = [name for name in names if _fold(name) == wanted] or [
        name for name in names if wanted and wanted in _fold(name)
    ]
    if len(fitting) != 1:
        raise RoleplayError("call-no-such-speaker", file=file, seller=seller[:40], names=_listed(names))
    return {name: "seller" if name == fitting[0] else "customer" for name in names}


def _fold(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _listed(names: tuple[str, ...]) -> str:
    shown = ", ".join(f"“{name[:40]}”" if name else "–" for name in names[:SHOWN])
    return shown + (" …" if len(names) > SHOWN else "")
