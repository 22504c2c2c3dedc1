# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bar-code and cheque readers: what they send, and the coupons they are to read."""
