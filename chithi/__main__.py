import sys

from chithi.cli import main

sys.exit(main())
