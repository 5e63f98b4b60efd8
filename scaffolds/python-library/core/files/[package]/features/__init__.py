"""Features for models, made so that nothing of the future is in them."""

from .returns import returns
from .splits import Split, walk_forward
from .windows import Sample, windows

__all__ = ["Sample", "Split", "returns", "walk_forward", "windows"]
