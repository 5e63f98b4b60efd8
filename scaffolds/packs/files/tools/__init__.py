"""Validators and bundler of this repository's packs."""
