"""`python -m workers.alive 180`: succeeds while the worker beside it has ended a round within so many seconds."""

import sys

from <%= it.platform %>.worker import is_alive

if __name__ == "__main__":
    sys.exit(0 if is_alive(float(sys.argv[1])) else 1)
