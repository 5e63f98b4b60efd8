"""Models: what they can do, and one that needs nothing but arithmetic."""

from .model import Model
from .ridge import RidgeModel, fit_ridge

__all__ = ["Model", "RidgeModel", "fit_ridge"]
