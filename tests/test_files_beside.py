"""Files beside reports are refused for their size before anything is parsed."""

import pytest

from compare.errors import Unreadable
from compare.files import read_json, read_toml
from compare.settings import Settings


@pytest.mark.parametrize("read", [read_toml, read_json])
def test_a_file_that_nobody_wrote_by_hand_is_refused_by_its_size(tmp_path, read):
    path = tmp_path / "a.toml"
    with path.open("wb") as file:
        file.truncate(Settings().beside_largest + 1)

    with pytest.raises(Unreadable, match=r"a\.toml: is larger than 16 MiB \(setting beside_largest\)"):
        read(str(path), "no TOML")
