# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds sentences for a person that no catalogue can translate."""

import ast
import re
from collections.abc import Iterator

SHOWN = {
    # Qt: what a widget says, shows or is called by a screen reader.
    "QLabel": (0,),
    "QPushButton": (0,),
    "QCheckBox": (0,),
    "QRadioButton": (0,),
    "QGroupBox": (0,),
    "QAction": (0,),
    "QToolButton": (),
    "setText": (0,),
    "setWindowTitle": (0,),
    "setToolTip": (0,),
    "setStatusTip": (0,),
    "setWhatsThis": (0,),
    "setTitle": (0,),
    "setPlaceholderText": (0,),
    "setAccessibleName": (0,),
    "setAccessibleDescription": (0,),
    "addAction": (0,),
    "addMenu": (0,),
    "addTab": (1,),
    "addItem": (0,),
    "addRow": (0,),
    # Failures and findings: the code is ours, the message is the person's.
    "Refused": (1,),
    "Conflict": (1,),
    "Trouble": (1,),
    "Problem": (2,),
    # The terminal.
    "say": (0,),
    "add_argument": (),
}
"""Calls that show text, and which of their positional arguments do."""

SHOWN_BY_NAME = {"help", "description", "message"}
"""Keyword arguments of those calls that show text too."""

MARKS = {"_": (0,), "N_": (0,), "ngettext": (0, 1)}
"""Calls whose arguments the catalogues are made of."""

_WORD = re.compile(r"(?!Obole\b)\b[^\W\d_]{2,}")
_MARKUP = re.compile(r"<[^>]*>|&\w+;")
_UNNAMED = re.compile(r"(?<!\{)\{(?:\d*|[!:][^}]*)\}(?!\})")


def called(node: ast.Call) -> str:
    """Return the bare name of what is called."""
    function = node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def untranslated(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and complaint for each text that escapes the catalogues."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = called(node)
            if name in SHOWN:
                yield from _bare_text(node, name)
            if name in MARKS:
                yield from _unfit_message(node, name)


def _bare_text(node: ast.Call, name: str) -> Iterator[tuple[int, str]]:
    shown = [node.args[index] for index in SHOWN[name] if index < len(node.args)]
    shown += [word.value for word in node.keywords if word.arg in SHOWN_BY_NAME]
    for argument in shown:
        if _WORD.search(_MARKUP.sub(" ", _literal(argument))):
            yield argument.lineno, f"{name} shows a text that is not in _()"


def _literal(node: ast.expr) -> str:
    """Return the text written out in an expression, outside what is computed."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(_literal(part) for part in node.values)
    if isinstance(node, ast.BinOp):
        return f"{_literal(node.left)} {_literal(node.right)}"
    if isinstance(node, ast.IfExp):
        return f"{_literal(node.body)} {_literal(node.orelse)}"
    return ""


def _unfit_message(node: ast.Call, name: str) -> Iterator[tuple[int, str]]:
    for index in MARKS[name]:
        message = node.args[index] if index < len(node.args) else None
        if isinstance(message, ast.JoinedStr | ast.BinOp):
            yield node.lineno, f"{name}() is given a sentence put together: no catalogue has it"
        text = message.value if isinstance(message, ast.Constant) else ""
        if isinstance(text, str) and _UNNAMED.search(text):
            yield node.lineno, "a field without a name cannot be moved by a translator"
