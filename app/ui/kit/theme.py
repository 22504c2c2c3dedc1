# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Colours, type and spacing: the only place where any of them is decided.

Text stands at 4.5:1 or more against what it is painted on, borders and focus at 3:1 (WCAG 2.2,
1.4.3 and 1.4.11); a test computes every pair.
"""

from dataclasses import dataclass
from enum import StrEnum
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.kernel.assets import asset_path

BASE_POINT_SIZE = 11.0
ZOOMS = (90, 100, 110, 125, 150, 175, 200)
"""Percentages of the base size the text can be shown at."""


class Look(StrEnum):
    """What a person may choose; ``SYSTEM`` follows the desktop where it tells."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one look, each named after what it is for."""

    window: str
    surface: str
    text: str
    muted: str
    border: str
    hairline: str
    alternate: str
    accent: str
    accent_hover: str
    on_accent: str
    selection: str
    hover: str
    focus: str
    success: str
    success_bg: str
    warning: str
    warning_bg: str
    error: str
    error_bg: str
    info: str
    info_bg: str
    nav: str
    border_width: int = 1
    dark: bool = False


LIGHT = Tokens(
    window="#F4F5F7", surface="#FFFFFF", text="#1B1F24", muted="#555D68", border="#7A828E",
    hairline="#DFE3E8", alternate="#F7F9FB", accent="#0B5CAD", accent_hover="#094C90",
    on_accent="#FFFFFF", selection="#CFE3F8", hover="#E9EEF4", focus="#0B5CAD",
    success="#1E6B34", success_bg="#E6F4EA", warning="#7A4B00", warning_bg="#FFF4DC",
    error="#A61B1B", error_bg="#FDECEC", info="#0B4F8A", info_bg="#E7F1FB", nav="#E9ECF0",
)  # fmt: skip
DARK = Tokens(
    window="#1E2227", surface="#262B31", text="#ECEFF3", muted="#B4BCC8", border="#7F8996",
    hairline="#3A414A", alternate="#2B3138", accent="#6CB2F5", accent_hover="#8CC4FA",
    on_accent="#0C1A28", selection="#24486B", hover="#313840", focus="#8CC4FA",
    success="#7BD394", success_bg="#16331F", warning="#F2C66D", warning_bg="#3A2D10",
    error="#FF9A94", error_bg="#421C1C", info="#8CC4FA", info_bg="#14304A", nav="#191C20",
    dark=True,
)  # fmt: skip
CONTRAST = Tokens(
    window="#FFFFFF", surface="#FFFFFF", text="#000000", muted="#000000", border="#000000",
    hairline="#000000", alternate="#FFFFFF", accent="#00306B", accent_hover="#000000",
    on_accent="#FFFFFF", selection="#FFE680", hover="#E6E6E6", focus="#00306B",
    success="#00420F", success_bg="#FFFFFF", warning="#4D2E00", warning_bg="#FFFFFF",
    error="#8A0000", error_bg="#FFFFFF", info="#00306B", info_bg="#FFFFFF", nav="#FFFFFF",
    border_width=2,
)  # fmt: skip
_SRGB_LINEAR_BELOW = 0.04045
_LOOKS = {Look.LIGHT: LIGHT, Look.DARK: DARK, Look.CONTRAST: CONTRAST}


def contrast_ratio(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    def channel(value: float) -> float:
        return value / 12.92 if value <= _SRGB_LINEAR_BELOW else ((value + 0.055) / 1.055) ** 2.4

    shade = QColor(colour)
    red, green, blue = channel(shade.redF()), channel(shade.greenF()), channel(shade.blueF())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Theme(QObject):
    """The look in force in one application; widgets that paint themselves hold on to it.

    Reached with ``theme_of()``: it is a child of the QApplication, not a global.
    """

    changed = Signal()
    """Emitted after colours or sizes changed."""

    def __init__(self, application: QApplication) -> None:
        """Prepare; ``apply`` puts a look on."""
        super().__init__(application)
        self.setObjectName("theme")
        self._application = application
        self.look = Look.SYSTEM
        self.zoom = 100
        self.tokens = LIGHT
        application.setStyle("Fusion")
        _load_fonts()
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)

    def apply(self, look: Look, zoom: int) -> None:
        """Put a look on at a size in percent, at once and everywhere."""
        self.look = look
        self.zoom = min(max(zoom, ZOOMS[0]), ZOOMS[-1])
        self.tokens = _LOOKS[_resolve(look)]
        self._application.setPalette(_palette(self.tokens))
        self._application.setFont(application_font(self.zoom))
        self._application.setStyleSheet(self._style_sheet())
        self.changed.emit()

    def larger(self) -> None:
        """Go one zoom step up."""
        self.apply(self.look, next((zoom for zoom in ZOOMS if zoom > self.zoom), ZOOMS[-1]))

    def smaller(self) -> None:
        """Go one zoom step down."""
        smaller = [zoom for zoom in ZOOMS if zoom < self.zoom]
        self.apply(self.look, smaller[-1] if smaller else ZOOMS[0])

    def px(self, length: int) -> int:
        """Scale a length of the 8-pixel grid with the text."""
        return round(length * self.zoom / 100)

    def _follow_system(self) -> None:
        if self.look is Look.SYSTEM:
            self.apply(self.look, self.zoom)

    def _style_sheet(self) -> str:
        text = asset_path("styles", "app.qss").read_text(encoding="utf-8")
        values: dict[str, str | int] = {
            name: getattr(self.tokens, name) for name in Tokens.__dataclass_fields__
        }
        values |= {f"s{length}": self.px(length) for length in (2, 4, 6, 8, 10, 12, 16, 24, 28, 34)}
        values["who"] = self.px(210)
        # What a one-pixel border leaves for the ring of the focus: nothing moves when it comes.
        ring = 2 - self.tokens.border_width
        values |= {"ring": ring, **{f"s{one}r": self.px(one) + ring for one in (4, 8, 16)}}
        values["icons"] = asset_path("icons").as_posix()
        values["shade"] = "dark" if self.tokens.dark else "light"
        for name, factor in (("title", 1.55), ("heading", 1.15), ("small", 0.9), ("figure", 1.7)):
            values[name] = f"{BASE_POINT_SIZE * factor * self.zoom / 100:.1f}pt"
        return Template(text).substitute(values)


def theme_of() -> Theme:
    """Return the theme of the running application.

    Raises:
        LookupError: When the application has none.
    """
    application = QApplication.instance()
    theme = application.findChild(Theme, "theme") if application else None
    if theme is None:
        message = "the application has no theme yet"
        raise LookupError(message)
    return theme


def tokens() -> Tokens:
    """Return the colours in force."""
    return theme_of().tokens


def application_font(zoom: int) -> QFont:
    """Return the font of the window: the system's family, figures of equal width."""
    families = set(QFontDatabase.families())
    wanted = ("Segoe UI", ".AppleSystemUIFont", "Noto Sans", "DejaVu Sans")
    family = next((name for name in wanted if name in families), QFont().family())
    font = QFont(family)
    font.setPointSizeF(BASE_POINT_SIZE * zoom / 100)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _load_fonts() -> None:
    """Where the system has no Noto Sans, use the one shipped for the receipts."""
    for name in ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"):
        path = asset_path("fonts", name)
        if path.exists():
            QFontDatabase.addApplicationFont(str(path))


def _resolve(look: Look) -> Look:
    if look is not Look.SYSTEM:
        return look
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return Look.CONTRAST
    return Look.DARK if hints.colorScheme() is Qt.ColorScheme.Dark else Look.LIGHT


def _palette(colours: Tokens) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    plain = {
        roles.Window: colours.window,
        roles.WindowText: colours.text,
        roles.Base: colours.surface,
        roles.AlternateBase: colours.alternate,
        roles.Text: colours.text,
        roles.PlaceholderText: colours.muted,
        roles.Button: colours.surface,
        roles.ButtonText: colours.text,
        roles.ToolTipBase: colours.text,
        roles.ToolTipText: colours.surface,
        roles.Highlight: colours.selection,
        roles.HighlightedText: colours.text,
        roles.Accent: colours.accent,
        roles.Link: colours.accent,
        roles.BrightText: colours.error,
        roles.Mid: colours.border,
        roles.Light: colours.hairline,
    }
    for role, colour in plain.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.muted))
    return palette
