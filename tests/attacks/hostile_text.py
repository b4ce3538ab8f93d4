"""Texts that a reader must see and nothing may run, and what pages, terminals and logs would do with them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from dlgrade.reports.safe import HIDDEN

MARK = "PWN"  # stands in every text, to be found again wherever it got to
TEXTS = {
    "script": "<script>PWN(1)</script>",
    "image": "\"'><img src=x onerror=PWN(1)>",
    "svg": "<svg/onload=PWN(1)><animate onbegin=PWN(1)>",
    "closing": "</title></style></code></pre></textarea><iframe src=//PWN></iframe>",
    "comment": "<!--PWN--><![CDATA[<b>PWN</b>]]><?PWN?>",
    "refresh": '<meta http-equiv="refresh" content="0;url=//PWN"><base href=//PWN><form action=//PWN>',
    "attribute": '" onmouseover="PWN(1)" style="x:PWN" autofocus onfocus="PWN(1)" x="',
    "javascript": "javascript:PWN(1)",
    "data": "data:text/html,<script>PWN(1)</script>",
    "markdown": "[x](javascript:PWN) ![y](http://PWN/y) <http://PWN> `` ` ` **PWN** | a | @PWN #1 http://PWN/x\n# PWN",
    "template": "{{ PWN.__class__ }}{% include 'PWN' %}${PWN}%s{0}",
    "entity": "&lt;b&gt;PWN&#60;script&#62;&amp;",
    "bidi": "PWN\u202egnp.exe\u2066\u2067\u2068\u2069\u061c",
    "invisible": "P\u200bW\u200dN\u2060\ufeff\u00ad\U000e0041PWN",
    "nul": "PWN\x00\x01\x7f\x85",
    "csi": "\x1b[2J\x1b[31mPWN\x1b[1A\x9b31m",
    "clipboard": "\x1b]52;c;UFdO\x07PWN\x9d52;c;UFdO\x9c",
    "link": "\x1b]8;;http://PWN\x1b\\PWN\x1b]8;;\x1b\\",
    "title": "\x1b]0;PWN\x07\x1bP+q544e\x1b\\\x1b[6n\x1b[?1049h",
    "overwritten": "wrong\rPWN\x08\x08\x0b\x0c",
    "command": "::set-output name=score::PWN",
    "commands": "x\n::error file=a.py::PWN\n  ::add-mask::PWN\r\n::stop-commands::PWN%0A::set-env name=A::PWN",
    "old command": "##[add-mask]PWN ##[error]PWN",
    "formula": "=HYPERLINK(\"http://PWN\")\t=1+1",
    "full-width": "＝PWN()",
    "surrogate": "PWN\ud83d",
    "long": "PWN" + "A" * 5000,
}  # fmt: skip
ELEMENTS = set(
    """
    html head meta link title style script body a header h1 h2 h3 p main section strong span svg rect ul li table
    caption thead tbody tfoot tr th td article details summary code pre ol footer dl div dt dd figure figcaption nav
    fieldset legend label input img g defs path use clippath text desc
    """.split()  # noqa: SIM905 - one a line would be half of this file
)
OWN_PAGE = r"learners/[a-z0-9_-]+/index\.html"  # named after the learner, in letters that do nothing
REGISTERED = (
    "set-output|set-env|add-mask|add-path|stop-commands|save-state|debug|warning|notice|error|group|endgroup|echo"
)


class Page(HTMLParser):
    """What a browser would make of a page, as far as it matters who wrote it."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.others: list[str] = []
        self.texts: list[str] = []
        self.scripts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        inside = self.elements[-1][0] if self.elements and self.cdata_elem else ""
        (self.scripts if inside in ("script", "style") else self.texts).append(data)

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)

    def unknown_decl(self, data: str) -> None:
        self.others.append(data)

    @property
    def policy(self) -> str:
        found = [attrs for _, attrs in self.elements if attrs.get("http-equiv") == "Content-Security-Policy"]
        assert len(found) == 1
        return found[0]["content"]


def is_only_text(page: str) -> None:
    """No element, attribute, address, script or comment of a page comes from a hostile text, and it has a policy."""
    read = Page(page)
    assert {tag for tag, _ in read.elements} <= ELEMENTS
    assert "default-src 'none'" in read.policy
    assert "unsafe" not in read.policy and "http" not in read.policy
    for tag, attrs in read.elements:
        assert MARK.lower() not in re.sub(OWN_PAGE, "", f"{tag} {attrs}".lower())
        assert not [name for name in attrs if name.startswith("on") or name in ("style", "srcdoc", "action")]
        for address in (attrs[name] for name in ("href", "src") if name in attrs):
            assert re.match(rf"#|data:,|data:image/svg\+xml;base64,|{OWN_PAGE}|class(-\d+)?\.html", address), address
    assert not [text for text in read.scripts if MARK in text]
    assert not read.others
    assert not HIDDEN.search(page)


def is_only_lines(text: str) -> None:
    """Nothing in what was printed steers a terminal or is a command of the machine that keeps the log."""
    assert not HIDDEN.search(text)
    assert not found_commands(text)


def found_commands(text: str) -> list[str]:
    """The workflow commands that the runner of GitHub Actions would find, in the new form and in the old one."""
    lines = re.split(r"\r\n|\r|\n", text)
    new = [line for line in lines if re.match(rf"\s*::({REGISTERED})\b.*?::", line, re.IGNORECASE)]
    return new + [line for line in lines if re.search(rf"##\[({REGISTERED})\b.*?\]", line, re.IGNORECASE)]
