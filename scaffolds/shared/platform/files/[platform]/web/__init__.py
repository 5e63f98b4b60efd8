"""What a FastAPI application of the family gets: `install` adds all of it."""

from .install import install

__all__ = ["install"]
