"""Files that are either complete or absent."""

from .atomic import create_atomic, write_atomic
from .json_files import read_json, write_json

__all__ = ["create_atomic", "read_json", "write_atomic", "write_json"]
