"""`python -m mattebox.cli`"""

import sys

from .app import main

if __name__ == "__main__":  # the processes of a batch import this module, too
    sys.exit(main())
