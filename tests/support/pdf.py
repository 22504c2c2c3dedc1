# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a reader sees in a PDF."""

import subprocess
from io import BytesIO
from tempfile import NamedTemporaryFile

import pikepdf
import pypdfium2


def text_of(document: bytes) -> str:
    """Return the text of all pages."""
    pdf = pypdfium2.PdfDocument(document)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()


def is_locked(document: bytes) -> bool:
    """Tell whether a document opens for everybody, and refuses to be changed."""
    with pikepdf.open(BytesIO(document)) as pdf:
        return pdf.is_encrypted and not pdf.allow.modify_other


def is_sound(document: bytes) -> bool:
    """Tell whether ``qpdf --check`` finds nothing to say."""
    with NamedTemporaryFile(suffix=".pdf") as file:
        file.write(document)
        file.flush()
        done = subprocess.run(["qpdf", "--check", file.name], check=False, capture_output=True)
    return done.returncode == 0
