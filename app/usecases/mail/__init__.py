# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages by e-mail: an account, a pile that is committed before anything leaves, its fate."""
