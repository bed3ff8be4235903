"""What is on the table as a file, by the renderers of `yoy report`. Takes a comparison and a wish, gives what came of it.

The engine's part, because a format's library may take a second to load.
"""

from compare.errors import CompareError
from compare.files import write_whole
from compare.model import Comparison
from compare.render import RENDERERS
from tui.engine.protocol import Export, Exported, Failed


def exported(comparison: Comparison, wish: Export) -> Exported:
    """The report written to the wish's path, whole or not at all; handed over where the wish names no path."""
    try:
        result = RENDERERS[wish.form](comparison, options=wish.options)
        data = result.encode("utf-8", "surrogatepass") if isinstance(result, str) else result
        if not wish.path:
            return Exported(wish, data)
        write_whole(wish.path, data)
    except CompareError as fault:
        return Exported(wish, fault=Failed(fault.name, fault.notice, fatal=False))
    return Exported(wish)
