"""``python -m plancomment`` is the command line."""

import sys

from plancomment.cli import main

if __name__ == "__main__":
    sys.exit(main())
