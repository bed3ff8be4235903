"""Promises of the old edition followed into the new one. Takes editions and changes, gives `FollowUp`s.

A promise is done or under way where a sentence of the new edition reports on it, repeated where it is promised again,
silent where it is concrete and nothing of it is found. Concrete projects and targets come first.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from compare.model import Change, Edition, FollowStatus, FollowUp
from compare.settings import Settings
from compare.substance import weights
from compare.substance.pairing import base, likeness
from compare.substance.promises import Pairs, pairs, promised, reported
from compare.substance.reading import Reading, readings
from compare.substance.vectors import Matrix, grams, overlap
from compare.text.forms import skeleton

_CONCRETE = re.compile(
    r"(?:建成|建设|新建|改建|扩建|开工|完工|竣工|投产|投用|投入使用|启动|开通|打通|改造|创建|组建|成立|设立|引进|打造|出台|编制|印发|制定|开展|举办|承办|建立|推出|发行|上线|搬迁|完成|新增|培育)"
)
_PROJECT = re.compile(
    r"项目|工程|中心|公园|学校|小学|中学|幼儿园|医院|平台|园区|产业园|基地|公路|铁路|高速|大桥|机场|港|水库|电站|管网|线路|站|广场|街区|小区|场馆|馆|系统|基金|集团|公司|条例|规划|方案|办法|清单|示范区|试验区|实验室|试点|行动|计划|制度|机制|大厦|仓|厂|所|院"
)
_NOT_CONCRETE = re.compile(
    r"^(?:[^，。；]{0,8}?)(?:坚持|牢牢|深入学习|认真学习|深入贯彻|全面贯彻|我们要|必须|各位代表|同志们|让我们)"
)
_PARTLY = re.compile(
    r"正在|在建|推进|加快|有序|稳步|过半|[一二三四五六七八九]成|主体(?:完工|封顶|工程|施工|结构)|封顶|破土|前期|进入|装修|已开工|启动建设|着手|陆续|部分|转入|尚未|未能|其余|另外|开工\d"
    r"|\bunder way\b|\bin progress\b|\bunderway\b|\bcontinu\w+|\bso far\b|\bbegan\b|\bstarted\b|\blive at\b"
)
_WHOLLY = re.compile(
    r"建成|竣工|投用|投入使用|投运|交付|通车|开园|开业|开馆|开学|开门|启用|挂牌|上线|清零|圆满|全部完成|顺利完成|如期|提前完成|通过|获批|获得|核准|评审|验收|成立|运行|运营|投产|达产|完工|贯通|打通|开通|实现|达到|出台|印发|恢复到"
    r"|\bcompleted\b|\bopened\b|\bfinished\b|\bclosed\b|\bachieved\b|\breached\b|\bmet\b"
)
_CEILING = re.compile(r"以内|不超过|控制在|压减|降至|降到|压缩|less than|no more than|below")
_STARTS = re.compile(r"开工|启动|动工|着手|规划|谋划|推进|推动|加快")
_STARTED = re.compile(r"开工|启动|动工|破土|主体|桩基|施工|完成|建成")


def followups(old: Edition, new: Edition, changes: tuple[Change, ...], *, settings: Settings) -> tuple[FollowUp, ...]:
    """What the new edition says of the promises of the old; concrete ones first, in reading order.

    `score` is the probability of the evidence, or of there being none; `new` is None where the promise is silent.
    """
    olds, news = promised(old), reported(new)
    if not olds or not news:
        return ()
    found = pairs(old, new, olds, news, changes)
    chance = chances(found)
    told = dict(_evidence(found, chance))
    again = _repeated(new, changes, olds, settings)
    figures = _by_home(old), _by_home(new)
    firm = {number for number in olds if is_concrete(old, number, figures[0])}
    made: list[tuple[bool, FollowUp]] = []
    for number in olds:
        for home, score in told.get(number, ()):
            status = _status(old.piece(number), new.piece(home), figures[0].get(number, ()), figures[1].get(home, ()))
            made.append((number in firm, FollowUp(old.sentences[number].span, new.sentences[home].span, status, score)))
        if number not in told and number in firm and number in again:
            home, score = again[number]
            made.append((True, FollowUp(old.sentences[number].span, new.sentences[home].span, "repeated", score)))
    quiet = firm - set(told) - set(again)
    made += [(True, one) for one in _silent(old, new, sorted(quiet), found, chance, settings)]
    made.sort(key=lambda row: (not row[0], row[1].old, row[1].new or (-1, -1)))
    return tuple(one for _, one in made)


def chances(found: Pairs) -> Matrix:
    """The probability of each pair that the new sentence reports on the promise."""
    columns = [
        np.clip((found.features[name] - mean) / spread, -weights.CLIP, weights.CLIP) * weight
        for name, mean, spread, weight in weights.FEATURES
    ]
    chance: Matrix = 1 / (1 + np.exp(-(np.sum(columns, axis=0) + weights.INTERCEPT)))
    return chance


def _evidence(found: Pairs, chance: Matrix) -> Iterator[tuple[int, tuple[tuple[int, float], ...]]]:
    """For each promise the sentences that report on it, by falling probability: both free, then one of them free."""
    used: tuple[set[int], set[int]] = (set(), set())
    told: dict[int, list[tuple[int, float]]] = {}
    for at in np.argsort(-chance, kind="stable").tolist():
        i, j = int(found.rows[at]), int(found.columns[at])
        free = (i not in used[0]) + (j not in used[1])
        if (free == 2 and chance[at] >= weights.FIRST) or (free == 1 and chance[at] >= weights.SECOND):
            told.setdefault(found.old[i], []).append((found.new[j], round(float(chance[at]), 4)))
            used[0].add(i)
            used[1].add(j)
    return ((number, tuple(rows)) for number, rows in told.items())


def _repeated(
    new: Edition, changes: Sequence[Change], olds: Sequence[int], settings: Settings
) -> dict[int, tuple[int, float]]:
    """Promises whose wording was carried on into a promise of the new edition."""
    mine, theirs = set(olds), set(promised(new))
    found = {}
    for change in changes:
        if change.score >= settings.promise_repeated:
            for number in change.old:
                again = [home for home in change.new if home in theirs]
                if number in mine and again:
                    found[number] = (again[0], round(change.score, 4))
    return found


def _by_home(edition: Edition) -> Mapping[int, tuple[Reading, ...]]:
    found: dict[int, tuple[Reading, ...]] = {}
    for one in readings(edition):
        found[one.home] = (*found.get(one.home, ()), one)
    return found


def is_concrete(edition: Edition, number: int, figures: Mapping[int, Sequence[Reading]]) -> bool:
    """Whether a promise can be checked: a target with a figure, or a named project that is to be built, opened, made."""
    piece = edition.piece(number)
    if edition.language == "en":
        return True
    if _NOT_CONCRETE.match(piece):
        return False
    if any(one.kind != "frequency" for one in figures.get(number, ())):
        return True
    if edition.sentences[number].role == "heading":
        return False
    return bool(_CONCRETE.search(piece) and _PROJECT.search(piece))


def _status(promise: str, evidence: str, targets: Sequence[Reading], results: Sequence[Reading]) -> FollowStatus:
    """Done or under way, by the figures where both give the same one, else by the words of the evidence."""
    if _fell_short(promise, targets, results):
        return "under way"
    clause = _nearest(promise, evidence)
    partly = [word for word in _PARTLY.findall(clause) if word not in promise]
    if partly and not _WHOLLY.search(_PARTLY.sub("", clause)):
        starts = _STARTS.search(promise) and not _WHOLLY.search(promise)
        return "done" if starts and _STARTED.search(clause) else "under way"
    return "done"


def _nearest(promise: str, evidence: str) -> str:
    """The clause of the evidence that shares most with the promise; what is said beside it is of something else."""
    mine = {promise[at : at + 2] for at in range(len(promise) - 1)}
    clauses = [clause for clause in re.split(r"[，；。,;]", evidence) if clause.strip()]
    return max(
        clauses, key=lambda clause: sum(clause[at : at + 2] in mine for at in range(len(clause))), default=evidence
    )


def _fell_short(promise: str, targets: Sequence[Reading], results: Sequence[Reading]) -> bool:
    """Whether the evidence gives the promised figure, and clearly less of it."""
    if _CEILING.search(promise):
        return False
    alike = [
        (likeness(target, result), target.figure.value, result.figure.value)
        for target in targets
        for result in results
        if target.kind == result.kind and base(target.figure.unit)[0] == base(result.figure.unit)[0]
    ]
    best = max(alike, key=lambda row: row[0], default=(0.0, None, None))
    return best[0] > 0.6 and best[1] is not None and best[2] is not None and best[2] < 0.95 * best[1]


def _silent(
    old: Edition, new: Edition, numbers: Sequence[int], found: Pairs, chance: Matrix, settings: Settings
) -> Iterator[FollowUp]:
    """Concrete promises of which the whole new edition says nothing: no likely report, and their rare words are gone."""
    best = np.zeros(len(found.old))
    np.maximum.at(best, found.rows, chance)
    likely = dict(zip(found.old, best.tolist(), strict=True))
    numbers = [number for number in numbers if likely[number] < settings.promise_silent]
    if not numbers:
        return
    texts = [skeleton(old.piece(number), old.language).text for number in numbers]
    rest = [skeleton(new.piece(number), new.language).text for number in range(len(new.sentences))]
    shared = overlap(
        [grams(text, old.language, size=2) for text in texts], [grams(text, new.language, size=2) for text in rest]
    )
    kept = (shared.mass / shared.old_mass[:, None]).max(axis=1)
    for number, share in zip(numbers, kept.tolist(), strict=True):
        if share < settings.promise_kept:
            yield FollowUp(old.sentences[number].span, None, "silent", round(1 - max(likely[number], 0.0), 4))
