"""Lets these tests use what the others build with."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
