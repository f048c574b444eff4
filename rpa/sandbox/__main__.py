"""`python -m rpa.sandbox`."""

import sys

from rpa.sandbox.cli import main

sys.exit(main())
