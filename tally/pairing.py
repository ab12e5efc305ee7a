"""Pairs of least total cost (ghép cặp): the assignment problem, exact, in whole numbers."""

from __future__ import annotations

from collections.abc import Sequence

Pair = tuple[int | None, int | None]


def cheapest_pairs(costs: Sequence[Sequence[int]], left: int, right: int, *, alone: int) -> list[Pair]:
    """Pair ``left`` things with ``right`` things; ``costs[i][j]`` is what i beside j costs, ``alone`` what none costs.

    Every thing is in one pair; the shorter side leaves some of the longer alone. Pairs are in the order of the left
    side, then those alone on the right. The Hungarian method by shortest augmenting paths: O(n³), ties in order.
    """
    size = max(left, right)
    square = [[costs[i][j] if i < left and j < right else alone for j in range(size)] for i in range(size)]
    partner = _assign(square)
    pairs: list[Pair] = [(i, partner[i] if partner[i] < right else None) for i in range(left)]
    return pairs + sorted((None, partner[i]) for i in range(left, size))


def _assign(costs: Sequence[Sequence[int]]) -> list[int]:
    """The column of each row in a cheapest assignment of a square of costs."""
    table = _Table(costs)
    for row in range(1, table.size + 1):
        table.seat(row)
    found = [0] * table.size
    for column in range(1, table.size + 1):
        found[table.row_of[column] - 1] = column - 1
    return found


class _Table:
    """Rows seated so far, each at one column, and the prices that keep the seating cheapest.

    Rows and columns are from 1; column 0 holds the row that is being seated.
    """

    def __init__(self, costs: Sequence[Sequence[int]]) -> None:
        self.size = len(costs)
        self.costs = costs
        self.row_of = [0] * (self.size + 1)
        self._row_price = [0] * (self.size + 1)
        self._column_price = [0] * (self.size + 1)

    def seat(self, row: int) -> None:
        """Seat one more row, moving others along the cheapest path to a free column."""
        self.row_of[0] = row
        came_from = [0] * (self.size + 1)
        column = self._free_column(came_from)
        while column:
            self.row_of[column] = self.row_of[came_from[column]]
            column = came_from[column]

    def _free_column(self, came_from: list[int]) -> int:
        slack: dict[int, int] = {}
        reached, column = [0], 0
        open_columns = list(range(1, self.size + 1))
        while self.row_of[column]:
            here = self.row_of[column]
            for other in open_columns:
                cost = self.costs[here - 1][other - 1] - self._row_price[here] - self._column_price[other]
                if other not in slack or cost < slack[other]:
                    slack[other], came_from[other] = cost, column
            column = min(open_columns, key=lambda other: slack[other])
            step = slack[column]
            for other in reached:
                self._row_price[self.row_of[other]] += step
                self._column_price[other] -= step
            for other in open_columns:
                slack[other] -= step
            open_columns.remove(column)
            reached.append(column)
        return column
