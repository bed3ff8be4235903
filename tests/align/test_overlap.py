"""Candidates are measured tile by tile: what a tile is changes nothing, and what is not measured is still looked up."""

import numpy as np
import pytest
from places import ROOT

from compare.align import align, overlap
from compare.align.overlap import overlap as overlap_of
from compare.align.types import sentence_table
from compare.pipeline import read
from compare.settings import Settings
from compare.source import Source
from compare.structure import parse

PAIRS = {
    "zh": [ROOT / "seeds/county" / f"{year}.txt" for year in (2021, 2022)],
    "en": [ROOT / "seeds/risk-factors" / f"{year}.txt" for year in (2022, 2023)],
}


def measured(language: str):
    tables = [sentence_table(read(str(path))) for path in PAIRS[language]]
    free = tuple(np.ones(len(table), dtype=bool) for table in tables)
    return overlap_of(*tables, free, floor=0.02, most=15, tied=60)


@pytest.mark.parametrize("language", PAIRS)
@pytest.mark.parametrize("chunk", [7, 64])
def test_small_tiles_find_what_one_large_tile_finds(language, chunk, monkeypatch):
    whole = measured(language)
    monkeypatch.setattr(overlap, "_CHUNK", chunk)
    monkeypatch.setattr(overlap, "_CHUNKS", 1000)
    tiled = measured(language)

    assert tiled.rows.tolist() == whole.rows.tolist()
    assert tiled.columns.tolist() == whole.columns.tolist()
    for name in whole.contexts:
        assert np.allclose(tiled.contexts[name], whole.contexts[name], atol=1e-5)
    assert np.allclose(tiled.near_old, whole.near_old, atol=1e-5)
    assert np.allclose(tiled.won, whole.won, atol=1e-5)


def test_where_chunks_are_left_out_a_sentence_is_found_by_words_that_no_other_has(monkeypatch):
    plain = [f"第{n}村修建道路{n}公里，硬化{'院坝广场水渠堤坝'[n % 8 :]}，受益群众{n}百户。" for n in range(1, 60)]
    carried = "聘请退休教师担任图书室义务管理员，周末照常开放。"
    texts = "\n".join([carried, *plain]), "\n".join([*plain, carried.replace("周末", "假日")])
    old, new = (
        parse(Source(f"{n}.txt", f"{n}年工作报告\n{text}\n", str(n), "txt", "utf-8"), settings=Settings())
        for n, text in zip((2021, 2022), texts, strict=True)
    )
    monkeypatch.setattr(overlap, "_CHUNK", 10)
    monkeypatch.setattr(overlap, "_CHUNKS", 1)
    links = align(old, new, settings=Settings()).links

    assert any(
        "图书室" in old.piece(i) and "图书室" in new.piece(j) for link in links for i in link.old for j in link.new
    )
