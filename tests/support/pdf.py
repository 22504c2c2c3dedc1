# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a reader sees in a PDF."""

import pypdfium2


def text_of(document: bytes) -> str:
    """Return the text of all pages."""
    pdf = pypdfium2.PdfDocument(document)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()
