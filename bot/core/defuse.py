"""Take the sting out of text that goes to Discord: nothing pings, no link but the registered ones.

`allowed_mentions` already keeps Discord from notifying anybody; this keeps text from looking like a
mention or hiding a link at all. An invisible mark (U+200B) parts the signs that Discord would read.
"""

import re

MARK = "\u200b"

_UNSEEN = "\u200b\u2060\ufeff\u00ad\u061c\u180e\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x9f"
_HIDDEN = re.compile(f"[{_UNSEEN}{_CONTROLS}]")
_EVERYBODY = re.compile(r"(?i)@(?=everyone|here)")
_POINTED = re.compile(r"(?i)<(?=@|#|/|id:|t:|a?:\w|[a-z][a-z0-9+.-]*:)")
_MASKED = re.compile(r"\](?=\s*\()")
_SCHEME = re.compile(r"(?i)(?<=[a-z0-9+.-]):(?=//)")
_INVITE = re.compile(r"(?i)(discord(?:app)?)\.(?=gg|com)")


def defuse(text: str, links: frozenset[str] = frozenset()) -> str:
    """Part whatever Discord would take for a mention, a link or an invitation.

    Addresses in `links` stay whole. Doing it twice changes nothing.
    """
    kept = [link for link in links if link and link in text]
    if kept:
        head, found, tail = text.partition(kept[0])
        return defuse(head, links) + found + defuse(tail, links)
    text = _HIDDEN.sub("", text)
    # most texts hold none of these signs, which is told sooner than that an expression fits nowhere
    if "@" in text:
        text = _EVERYBODY.sub(f"@{MARK}", text)
    if "<" in text:
        text = _POINTED.sub(f"<{MARK}", text)
    text = _MASKED.sub(f"]{MARK}", text)
    if "//" in text:
        text = _SCHEME.sub(f":{MARK}", text)
    if "cord" in text.lower():
        text = _INVITE.sub(rf"\1{MARK}.", text)
    return text
