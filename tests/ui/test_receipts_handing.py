# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Paper sorted, cut into packets, taken up where a jam left it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.donors import ReceiptChannel
from app.ui.screens.receipts.handing import PACKET, Order, came_out, handing_of, packets
from app.usecases.receipts.hand_over import Sheet

_A = Sheet(
    number="2025-000001",
    name="ZOLA Zoé",
    postal_code="35000",
    place="35000 rennes rue a",
    channel=ReceiptChannel.PAPER,
    printed=False,
)
_SHEETS = (
    _A,
    replace(_A, number="2025-000002", name="ABEL Ada", place="35000 rennes rue b"),
    replace(_A, number="2025-000003", name="BRUN Bea"),
    replace(_A, number="2025-000004", name="CAIL Cyr", postal_code="29200", place="29200 brest"),
)


@pytest.mark.parametrize(
    ("order", "ranks"),
    [(Order.POSTAL_CODE, "4231"), (Order.HOUSEHOLD, "4312"), (Order.NUMBER, "1234")],
)
def test_paper_is_sorted_as_asked(order: Order, ranks: str) -> None:
    waiting = handing_of(_SHEETS, order).waiting
    assert "".join(one.number[-1] for one in waiting) == ranks


@given(st.integers(0, 180), st.data())
def test_no_receipt_is_lost_between_packets_whatever_jams(count: int, data: st.DataObject) -> None:
    """Noting what came out, packet by packet, prints each receipt, and none is left over."""
    left = [replace(_A, number=f"2025-{rank:06d}") for rank in range(1, count + 1)]
    out: list[str] = []
    while left:
        packet = packets(handing_of(left, Order.NUMBER).waiting)[0]
        assert len(packet) <= PACKET
        last = data.draw(st.integers(1, len(packet)))
        typed = data.draw(st.sampled_from((packet[last - 1].number, str(len(out) + last))))
        numbers = came_out(packet, typed)
        assert len(numbers) == last
        out.extend(numbers)
        left = [one for one in left if one.number not in numbers]
    assert out == [f"2025-{rank:06d}" for rank in range(1, count + 1)]
    assert came_out(packets(_SHEETS)[0], "9") == ()
