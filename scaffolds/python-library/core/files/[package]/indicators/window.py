"""The one rule about windows."""


def require_window(window: int) -> None:
    """Refuse a window that holds nothing.

    Raises:
        ValueError: when it is below 1.
    """
    if window < 1:
        raise ValueError(f"window is {window}; it is 1 or more")
