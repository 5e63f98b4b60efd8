"""`python -m scripts.apply_migrations`: brings the database of DB_* up to migrations/core."""

import sys

from scripts.migrate.cli import main

if __name__ == "__main__":
    sys.exit(main(["apply"]))
