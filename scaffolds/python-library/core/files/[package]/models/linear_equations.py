"""Linear equations."""

from collections.abc import Sequence


def solve(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """Solve a square system by elimination with the largest pivot of each column.

    Raises:
        ValueError: when a column follows from the others.
    """
    size = len(right)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    largest = max((abs(value) for row in matrix for value in row), default=0.0)
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(rows[row][column]))
        # A smaller pivot is zero except for rounding.
        if abs(rows[pivot][column]) <= 1e-12 * largest:
            raise ValueError(f"feature {column} follows from those before it; drop it or set a penalty above 0")
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for row in range(column + 1, size):
            factor = rows[row][column] / rows[column][column]
            rows[row] = [value - factor * above for value, above in zip(rows[row], rows[column], strict=True)]
    solution = [0.0] * size
    for column in reversed(range(size)):
        known = sum(rows[column][after] * solution[after] for after in range(column + 1, size))
        solution[column] = (rows[column][size] - known) / rows[column][column]
    return solution
