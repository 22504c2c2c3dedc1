# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The quality of the file: what is doubtful in it, what is proposed, what was said to be right."""

from app.domain.quality.exceptions import QualityException
from app.domain.quality.facts import Facts, field_of, with_field
from app.domain.quality.findings import Check, Finding, Look

__all__ = ("Check", "Facts", "Finding", "Look", "QualityException", "field_of", "with_field")
