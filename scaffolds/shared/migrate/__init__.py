"""Applies the numbered SQL files of migrations/ to one schema of one Postgres database.

Start with cli.py; the order of a run is in apply.py, the rules for a file in checks.py.
"""
