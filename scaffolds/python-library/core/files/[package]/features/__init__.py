"""Features for models, computed without data from the future."""

from .returns import returns
from .splits import Split, walk_forward
from .windows import Sample, windows

__all__ = ["Sample", "Split", "returns", "walk_forward", "windows"]
