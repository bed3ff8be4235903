"""Where things stand: the project, and the real reports beside it (absent in a clone of the project alone)."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
