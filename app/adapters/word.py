# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters written with a word processor: their fields told, and filled for many donors at once.

What a document asks is answered in a closed room (Jinja's sandbox): it reaches the values it is
given and nothing of the program or of the computer. Macros are refused, and so is what unpacks to
more than a letter can hold.
"""

import re
import zipfile
from collections.abc import Mapping, Sequence
from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING, Any

from app.kernel.errors import Refused
from app.kernel.i18n import _

if TYPE_CHECKING:
    from docxtpl import DocxTemplate
    from jinja2.sandbox import SandboxedEnvironment

_MOST_BYTES, _MOST_UNPACKED = 20 * 2**20, 200 * 2**20
_MAIN, _MACROS = "word/document.xml", "word/vbaProject.bin"
_OLD = b"\xd0\xcf\x11\xe0"
"""How a file of before 2007 begins, and one that asks for a password."""
_BREAK = (
    '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:r><w:br w:type="page"/></w:r></w:p>'
)
_SECTION = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}sectPr"
_TAG = re.compile(rb"\{\{|\{%")


class WordDocuments:
    """Reads and fills .docx files; the libraries are there for who has such letters."""

    def fields(self, body: bytes) -> frozenset[str]:
        """Return the names a document asks for; see the port."""
        from jinja2.exceptions import TemplateError  # noqa: PLC0415 - only for such letters

        template = _opened(body)
        try:
            found = template.get_undeclared_template_variables(_room())
        except TemplateError as error:
            raise _unreadable_tag(error) from error
        return frozenset(str(name) for name in found)

    def merge(self, body: bytes, letters: Sequence[Mapping[str, object]]) -> bytes:
        """Return one document of all the letters, each on a page of its own; see the port."""
        from jinja2.exceptions import TemplateError  # noqa: PLC0415
        from lxml import etree  # noqa: PLC0415

        template, room = _opened(body), _room()
        template.render_init()
        whole: Any = None
        try:
            for values in letters:
                made = etree.fromstring(template.build_xml(dict(values), room))
                whole = made if whole is None else _after(whole, made)
        except TemplateError as error:
            raise _unreadable_tag(error) from error
        template.fix_docpr_ids(whole)
        template.map_tree(whole)
        out = BytesIO()
        template.docx.save(out)
        return out.getvalue()


def _after(whole: Any, made: Any) -> Any:  # noqa: ANN401 - elements of lxml, which has no types
    """Put a letter after the others, before what says the size of the paper."""
    from lxml import etree  # noqa: PLC0415

    last = whole[-1] if len(whole) and whole[-1].tag == _SECTION else None
    parts = [etree.fromstring(_BREAK), *(deepcopy(one) for one in made if one.tag != _SECTION)]
    for part in parts:
        if last is None:
            whole.append(part)
        else:
            last.addprevious(part)
    return whole


def _room() -> "SandboxedEnvironment":
    """Return where tags are answered: no attribute of the program can be reached."""
    from jinja2 import StrictUndefined  # noqa: PLC0415
    from jinja2.sandbox import SandboxedEnvironment  # noqa: PLC0415

    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def _opened(body: bytes) -> "DocxTemplate":
    from docxtpl import DocxTemplate  # noqa: PLC0415 - a fifth of a second, for who needs it

    if body.startswith(_OLD):
        message = _(
            "This document is protected by a password, or of the old .doc format: save it as .docx "
            "without a password."
        )
        raise Refused("word.old", message, "document")
    _refuse_unfit(body)
    try:
        template = DocxTemplate(BytesIO(body))
        template.init_docx()
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise _damaged() from error
    return template


def _refuse_unfit(body: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            sizes = {part.filename: part.file_size for part in archive.infolist()}
            if len(body) > _MOST_BYTES or sum(sizes.values()) > _MOST_UNPACKED:
                message = _("This document is larger than a letter: take its pictures out.")
                raise Refused("word.large", message, "document")
            if _MAIN not in sizes:
                raise _damaged()
            if _MACROS in sizes:
                message = _("This document has macros: save it as .docx, which has none.")
                raise Refused("word.macros", message, "document")
            _refuse_tags_in_margins(archive)
    except zipfile.BadZipFile as error:
        raise _damaged() from error


def _refuse_tags_in_margins(archive: zipfile.ZipFile) -> None:
    """Refuse tags in the header or the footer: they are the same on every page."""
    for name in archive.namelist():
        margin = name.startswith(("word/header", "word/footer"))
        if margin and _TAG.search(archive.read(name)):
            message = _(
                "This document has a field in its header or footer, which every page shares: move "
                "it into the text."
            )
            raise Refused("word.margin", message, "document")


def _damaged() -> Refused:
    message = _("This file is no document of a word processor (.docx), or is damaged.")
    return Refused("word.damaged", message, "document")


def _unreadable_tag(error: Exception) -> Refused:
    message = _(
        "A field of this document cannot be read ({why}): a field is written {{ name }}, and a "
        "condition {% if first_gift %} … {% endif %}."
    )
    return Refused("word.tag", message.replace("{why}", str(error)), "document")
