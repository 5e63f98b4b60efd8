"""A registry of artifacts in a folder, by what they hold."""

from .registry import Artifact, Registry, RegistryError

__all__ = ["Artifact", "Registry", "RegistryError"]
