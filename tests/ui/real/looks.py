# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a page looks like, measured: the contrast of its painted text, and text that is cut."""

from collections import Counter
from collections.abc import Iterator
from functools import cache

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QMenuBar,
    QScrollArea,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

from app.ui.kit.theme import contrast_ratio

LEAST_CONTRAST = 4.5
"""Of text on what is behind it (WCAG 2.2, criterion 1.4.3)."""
_INSET = 4
"""Pixels left out at each edge: borders and focus rings are no text."""
_SMALLEST = 8
"""Pixels a side: what is scrolled out but for less is not looked at."""
_SLACK = 1


def faint_text(window: QWidget) -> list[str]:
    """Return the texts whose painted contrast falls short, each with its contrast."""
    picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    faint = []
    for text, area in _painted_texts(window):
        contrast = _contrast(picture, area)
        if contrast < LEAST_CONTRAST:
            faint.append(f"{text!r}: {contrast:.2f}")
    return faint


def cut_text(window: QWidget) -> list[str]:
    """Return the texts that have not the room they need, and what scrolls sideways."""
    cut = []
    for widget in _shown(window):
        lacking = _lacks(widget)
        if lacking:
            cut.append(f"{type(widget).__name__} {widget.objectName()}: {lacking}")
    squeezed = (
        label
        for label in window.findChildren(QLabel)
        if label.isVisible() and label.text() and label.size().isEmpty()
    )
    return [*cut, *(f"QLabel {one.objectName()}: no room for {one.text()}" for one in squeezed)]


def words_of(window: QWidget) -> list[str]:
    """Return every word the page shows, says to a screen reader, or tells in a tooltip."""
    words: set[str] = {window.windowTitle()}
    for widget in _shown(window):
        words |= {text for text, _area in _texts(widget)}
        words |= {widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()}
        if isinstance(widget, QLineEdit):
            words.add(widget.placeholderText())
        if isinstance(widget, QComboBox):
            words |= {widget.itemText(place) for place in range(widget.count())}
        if isinstance(widget, QMenuBar):
            for menu in widget.actions():
                words.add(menu.text())
                lines = menu.menu()
                if isinstance(lines, QMenu):
                    words |= {action.text() for action in lines.actions()}
    return sorted(words - {""})


def _shown(window: QWidget) -> Iterator[QWidget]:
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and not widget.visibleRegion().isEmpty():
            yield widget


def _painted_texts(window: QWidget) -> Iterator[tuple[str, QRect]]:
    for widget in _shown(window):
        if not widget.isEnabled():
            continue
        seen = widget.visibleRegion().boundingRect()
        for text, area in _texts(widget):
            kept = area.intersected(seen)
            at = QRect(widget.mapTo(window, kept.topLeft()), kept.size())
            whole = kept == area and min(area.width(), area.height()) >= _SMALLEST
            if whole and any(map(str.isalnum, text)) and not _covered(widget, at, window):
                yield text, at


def _covered(widget: QWidget, area: QRect, window: QWidget) -> bool:
    """Tell whether something else stands over a place of a widget."""
    top = window.childAt(area.center())
    return top is None or not (top is widget or widget.isAncestorOf(top))


def _texts(widget: QWidget) -> Iterator[tuple[str, QRect]]:
    """Yield the texts a widget paints, and where in it."""
    whole = widget.rect().adjusted(_INSET, _INSET, -_INSET, -_INSET)
    if isinstance(widget, QLabel) and widget.text():
        yield widget.text(), widget.rect()
    elif isinstance(widget, QAbstractButton | QLineEdit) and widget.text():
        yield widget.text(), whole
    elif isinstance(widget, QComboBox):
        yield widget.currentText(), whole
    elif isinstance(widget, QHeaderView) and widget.orientation() is Qt.Orientation.Horizontal:
        for place in range(widget.count()):
            left = widget.sectionViewportPosition(place)
            area = QRect(left, 0, widget.sectionSize(place), widget.height())
            title = widget.model().headerData(place, Qt.Orientation.Horizontal)
            if title and not widget.isSectionHidden(place):
                yield str(title), area.adjusted(2, 2, -2, -2)
    elif isinstance(widget, QTabBar):
        for place in range(widget.count()):
            yield widget.tabText(place), widget.tabRect(place)
    elif isinstance(widget.parent(), QTableView | QListWidget):
        yield from _cells(widget)


def _cells(viewport: QWidget) -> Iterator[tuple[str, QRect]]:
    view = viewport.parent()
    if not isinstance(view, QTableView | QListWidget) or view.viewport() is not viewport:
        return
    model = view.model()
    for row in range(min(model.rowCount(), 40)):
        for column in range(model.columnCount() if isinstance(view, QTableView) else 1):
            index = model.index(row, column)
            area = view.visualRect(index)
            if index.data() and area.intersects(viewport.rect()):
                yield str(index.data()), area.adjusted(2, 2, -2, -2)


def _contrast(picture: QImage, area: QRect) -> float:
    """Return the contrast of the strongest colour of an area with its commonest one.

    Strokes are smoothed at their edges: only their middle has the colour that was meant.
    """
    area = area.intersected(picture.rect())
    pixels = memoryview(picture.constBits()).cast("B").cast("I")
    width = picture.bytesPerLine() // 4
    colours: Counter[int] = Counter()
    for line in range(area.top(), area.bottom() + 1):
        start = line * width + area.left()
        colours.update(pixels[start : start + area.width()])
    behind = colours.most_common(1)[0][0]
    return max(_ratio(colour, behind) for colour in colours)


@cache
def _ratio(colour: int, behind: int) -> float:
    return contrast_ratio(QColor.fromRgb(colour).name(), QColor.fromRgb(behind).name())


def _lacks(widget: QWidget) -> str:
    """Return what does not fit in a widget, or nothing."""
    if isinstance(widget, QLabel) and widget.text():
        return _label_lacks(widget)
    if isinstance(widget, QAbstractButton) and widget.text():
        return _button_lacks(widget)
    if isinstance(widget, QLineEdit) and not widget.text():
        room = widget.contentsRect().width() - 2 * _SMALLEST
        wide = widget.fontMetrics().horizontalAdvance(widget.placeholderText())
        return widget.placeholderText() if wide > room else ""
    if isinstance(widget, QHeaderView) and widget.orientation() is Qt.Orientation.Horizontal:
        return _header_lacks(widget)
    if isinstance(widget, QScrollArea | QTableView):
        return "scrolls sideways" if widget.horizontalScrollBar().maximum() else ""
    return ""


def _button_lacks(widget: QAbstractButton) -> str:
    if isinstance(widget, QToolButton):
        beside = widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        wide = widget.fontMetrics().horizontalAdvance(widget.text()) + widget.iconSize().width()
        return widget.text() if beside and wide + 2 * _SMALLEST > widget.width() else ""
    wanted, has = widget.minimumSizeHint(), widget.size()
    short = wanted.width() > has.width() + _SLACK or wanted.height() > has.height() + _SLACK
    return widget.text() if short or _hidden_by_parent(widget) else ""


def _label_lacks(label: QLabel) -> str:
    wrapped = label.wordWrap()
    wanted = label.heightForWidth(label.width()) if wrapped else label.sizeHint().height()
    short = wanted > label.height() + _SLACK
    if not wrapped:
        short = short or label.sizeHint().width() > label.width() + _SLACK
    return label.text() if short or _hidden_by_parent(label) else ""


def _header_lacks(header: QHeaderView) -> str:
    lacking = []
    for place in range(header.count()):
        title = str(header.model().headerData(place, Qt.Orientation.Horizontal) or "")
        if header.isSectionHidden(place) or not title:
            continue
        if header.fontMetrics().horizontalAdvance(title) > header.sectionSize(place):
            lacking.append(title)
    return ", ".join(lacking)


def _hidden_by_parent(widget: QWidget) -> bool:
    """Tell whether an edge lies outside a parent; a page that scrolls may hide what is lower."""
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        area = QRect(widget.mapTo(parent, QPoint(0, 0)), widget.size())
        if isinstance(parent.parentWidget(), QAbstractScrollArea):
            return area.left() < -_SLACK or area.right() > parent.width() + _SLACK
        if not parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(area):
            return True
        parent = parent.parentWidget()
    return False
