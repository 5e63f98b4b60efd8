"""Reading what came from outside: every problem of a file at once, each with its line."""

from .bars import Bar, read_bars
from .errors import DatasetError
from .records import Record, read_records

__all__ = ["Bar", "DatasetError", "Record", "read_bars", "read_records"]
