"""A registry of artefacts in a folder, by what they hold."""

from .registry import Artefact, Registry, RegistryError

__all__ = ["Artefact", "Registry", "RegistryError"]
