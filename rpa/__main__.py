"""`python -m rpa`."""

import sys

from rpa.cli.main import main

sys.exit(main())
