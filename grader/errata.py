"""What `errata` does: every claim of the sources, computed now, in the terminal, as JSON or as a page."""

from __future__ import annotations

import difflib
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import cast

import click

from .. import __version__
from ..exercises import catalogue
from ..exercises.checking.erratum import Erratum
from ..exercises.checking.text import Lang
from ..reports.errata import Entry, print_entry, print_table
from ..reports.terminal import make_console
from .commands import Unusable
from .messages import say
from .status import PASSED


def errata(name: str | None, out: Path | None, layout: str, lang: str) -> int:
    """Computes one claim or all, and shows them."""
    entries = [entry(one, cast(Lang, lang)) for one in _chosen(name, lang)]
    if out is not None:
        from ..reports.errata_page import write_errata

        write_errata(entries, cast(Lang, lang), f"dlgrade {__version__}", out)
    if layout == "json":
        click.echo(json.dumps([asdict(one) for one in entries], ensure_ascii=False, indent=2))
    elif out is not None:
        click.echo(str(out))
    elif name is not None:
        print_entry(entries[0], cast(Lang, lang), make_console(sys.stdout))
    else:
        print_table(entries, cast(Lang, lang), make_console(sys.stdout))
        click.echo(say("errata_next", lang))
    return PASSED


def entry(erratum: Erratum, lang: Lang) -> Entry:
    """A claim in one language, with the figures of a calculation made now."""
    said = erratum.said()
    return Entry(
        id=erratum.id,
        chapter=erratum.chapter,
        holds=said.holds,
        claim=erratum.claim.say(lang),
        sources=tuple(source.say(lang) for source in erratum.sources),
        printed=erratum.printed.say(lang),
        right=said.right.say(lang),
        calculation=said.calculation.say(lang),
        met_in=tuple(dict.fromkeys(link.id for link in erratum.made_in)),
    )


def _chosen(name: str | None, lang: str) -> Iterable[Erratum]:
    known = catalogue.errata()
    if name is None:
        return known.values()
    wanted = name.strip().replace("_", "-").lower()
    if wanted in known:
        return [known[wanted]]
    near = (difflib.get_close_matches(wanted, known, 1, cutoff=0) or list(known))[0]
    raise Unusable(say("unknown_erratum", lang, name=name, near=near))
