# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The store: everything that speaks SQL, on SQLite and PostgreSQL alike."""
