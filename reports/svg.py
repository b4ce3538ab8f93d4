"""A plot by Matplotlib as an inline SVG of a page.

Matplotlib draws through its object interface and is imported only when there is something to draw. What it writes is
then made fit for a page: no style sheet that reaches the rest of the page, no `style` attributes (the page's policy
forbids them), short numbers, ids of its own, a text alternative, and the page's colour for lines.
"""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
INK = "#000000"  # becomes `currentColor`, so that the picture follows the page into the dark
KEY = "pictureKey"  # stands in the drawn text until the caller's key replaces it


def drawn(
    size: tuple[float, float], paint: Callable[[Figure], None], font: float = 11, layout: str | None = None
) -> str:
    """What `paint` draws on a figure of that size in inches, as the text of an SVG file."""
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    out = io.BytesIO()
    with matplotlib.rc_context():
        matplotlib.rcdefaults()  # a matplotlibrc of the machine must not change the bytes
        matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": KEY, "font.size": font})
        figure = Figure(figsize=size, layout=layout)  # type: ignore[arg-type]  # one of its names
        FigureCanvasSVG(figure)
        paint(figure)
        figure.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return out.getvalue().decode()


def fit(text: str, names: Mapping[str, str], title: str, description: str) -> str:
    """The text of an SVG file as an element to stand in a page.

    Args:
        text: what `drawn` gave; its ids begin with `KEY`, which the caller replaces.
        names: what to write in place of a label. Matplotlib's own font has no Japanese, and the page's has.
        title, description: the text alternative.
    """
    ET.register_namespace("", SVG)
    root = ET.fromstring(text)  # noqa: S314  # Matplotlib's own output: no text in it comes from outside
    for parent in list(root.iter()):
        _drop(parent, f"{{{SVG}}}metadata", f"{{{SVG}}}style")
    for element in root.iter():
        _restyle(element)
        _shortened(element)
        element.text = names.get((element.text or "").strip(), element.text)
    _describe(root, title, description)
    return re.sub(r"\s*\n\s*", "\n", ET.tostring(root, encoding="unicode"))


def keyed(text: str, key: str) -> str:
    """`text` with ids that begin with `key`; ValueError for a key that is no plain name."""
    if not re.fullmatch(r"[A-Za-z0-9_-]+", key):
        raise ValueError(f"{key!r} is no key for ids")
    return text.replace(KEY, key)


def _drop(parent: ET.Element, *tags: str) -> None:
    for child in [child for child in parent if child.tag in tags]:
        parent.remove(child)


def _restyle(element: ET.Element) -> None:
    for name in ("id", "clip-path", f"{{{XLINK}}}href"):
        if name in element.attrib:
            element.set(name, re.sub(r"^(url\(#|#)?", rf"\g<1>{KEY}-", element.attrib[name]))
    if f"{{{XLINK}}}href" in element.attrib:
        element.set("href", element.attrib.pop(f"{{{XLINK}}}href"))
    for declaration in element.attrib.pop("style", "").split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        _attribute(element, name, value)
    if element.tag == f"{{{SVG}}}text" and "fill" not in element.attrib:
        element.set("fill", "currentColor")


def _attribute(element: ET.Element, name: str, value: str) -> None:
    if name in ("font", "font-family"):  # the page's own font, which has Japanese
        size = re.search(r"[\d.]+px", value)
        if size is not None:
            element.set("font-size", size[0])
    elif name:
        element.set(name, "currentColor" if value == INK else value)


def _describe(root: ET.Element, title: str, description: str) -> None:
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)  # the page sets the size
    root.attrib.update({"role": "img", "aria-labelledby": f"{KEY}-title {KEY}-desc", "class": "plot"})
    for name, text in (("desc", description), ("title", title)):
        child = ET.Element(f"{{{SVG}}}{name}", {"id": f"{KEY}-{name}"})
        child.text = text
        root.insert(0, child)


def _shortened(element: ET.Element) -> None:
    """Coordinates with two decimals; texts stay as they are, 0.0001 among them."""
    for name, value in element.attrib.items():
        element.set(name, re.sub(r"-?\d+\.\d{3,}", _short, value))


def _short(found: re.Match[str]) -> str:
    return f"{float(found[0]):.2f}".rstrip("0").rstrip(".")
