# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program's version: one string, read by the installer, the About page and the dossier."""

VERSION = "0.1.0"
