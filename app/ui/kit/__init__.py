# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The toolbox of the screens: no business word here.

How a screen is written
-----------------------
A screen is a package ``app/ui/screens/<room>/`` whose ``__init__.py`` holds one descriptor and
imports nothing heavy, because every descriptor is read before the first paint::

    from app.kernel.i18n import N_
    from app.ui.kit.screen import MenuEntry, Screen, ScreenSpec, Services

    def _make(services: Services) -> Screen:
        from app.ui.screens.donors.screen import DonorsScreen  # noqa: PLC0415 - at first use

        return DonorsScreen(services)

    SCREEN = ScreenSpec(
        id="donors", title=N_("Donors"), icon="donors", order=20, factory=_make,
        entries=(MenuEntry("file", N_("&New donor"), "Ctrl+N", {"do": "new"}),),
    )

The shell finds the descriptor by itself: navigation, menus and Ctrl+K are built from it.

- ``screen.py`` subclasses ``Screen`` (a QWidget). It receives ``Services``: ``office`` (for the
  actor and the clock only), ``jobs``, ``feed``, ``navigator``, ``state``. ``open(**arguments)`` is
  called each time somebody navigates to it; ``focus_first()`` puts the caret where work begins;
  ``may_leave()`` may keep the person there.
- Screens meet through ``services.navigator.open("donors", id=12)``, never by importing each other.
- Reading and writing: ``services.jobs.read(Query(...), then=..., failed=..., owner=self)`` and
  ``services.jobs.write(Command(...), then=..., failed=..., progress=..., owner=self)``. Callbacks
  arrive on the GUI thread, and not at all once ``owner`` is gone. Without ``failed`` a refusal is
  told by ``dialogs.refuse``. Never call ``office.do`` or ``office.ask`` from a screen.
- Others' writes, and one's own: ``services.feed.watch(self, ("donors", "gifts"), self.reload)``.
- Lists: ``table.PagedTable`` over ids (any size; a ``paged.Source`` gives its two queries),
  ``table.RowsTable`` over rows at hand (a batch, settings); columns are ``lines.Column`` s.
- Forms: ``binding.Form`` lays label, field and problem under one another and paints ``Problem`` s
  beside their fields; ``fields`` has MoneyField, DateField, ChoiceField;
  ``lookup.LookupField`` is the finder.
- Words in the window: ``dialogs`` (ask, tell, refuse), ``consequences.ConsequencesPage`` for what
  cannot be undone, ``toast`` for "done, Undo", ``announce.say`` for screen readers.
- Looks: ``widgets`` (Card, title, primary button, state pill), ``theme.tokens()`` for colours,
  ``icons.icon("donors")``; ``theme_of().changed`` is connected to methods, never to a lambda,
  which would outlive its widget; no colour and no size in pixels is written in a screen.
- Presenters (``presenter.py``) hold what a screen decides and import no Qt.
- Every interactive widget has a QLabel buddy or an accessible name; tab order is visual order.
"""
