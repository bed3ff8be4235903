"""JSON, lossless both ways. Takes a `Comparison` or a `Series`, gives text, and takes the text back.

The shape is that of `docs/comparison.schema.json` and `docs/series.schema.json`; keys are never localised.
"""

from compare.contract.dumping import dump, dump_edition
from compare.contract.loading import load

__all__ = ["dump", "dump_edition", "load"]
