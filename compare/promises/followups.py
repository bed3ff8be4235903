"""Promises of the old edition followed into the new one. Takes editions and changes, gives `FollowUp`s.

A promise is done or under way where a sentence of the new edition reports on it, repeated where it is promised again,
silent where it is concrete and nothing of it is found. Concrete projects and targets come first.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from compare.figures.pairing import base, is_better, likeness, matched
from compare.figures.types import EditionFigures, Reading
from compare.model import Change, Edition, FollowStatus, FollowUp, Span
from compare.promises.features import Pairs, clauses, pairs, promised, reported
from compare.promises.weights import followup_model
from compare.settings import Settings
from compare.text.forms import skeleton
from compare.text.vectors import Matrix, contained, grams

_BUILT = "建成|新建|改建|扩建|改扩建|开工|动工|完工|竣工|投产|投用|投入使用|开通|打通|改造|组建|成立|设立|出台|印发|制定|修订|创建|启动|发行|上线|搬迁|迁建|规划建设|筹建|建设"
_THING = "中心|公园|学校|小学|中学|大学|幼儿园|医院|园区|产业园|基地|公路|铁路|高速|大桥|机场|港|水库|枢纽|电站|电厂|广场|大厦|博物馆|图书馆|场馆|体育馆|展馆|集团|公司|基金|实验室|研究院|条例|工程|专用线|景区|(?<!市)场(?!景)|《"
_PROJECT = re.compile(
    rf"(?<!已)(?:{_BUILT})[^，。；]{{0,24}}(?:{_THING})|(?:{_THING})[^，。；]{{0,12}}(?:建成|开工|动工|完工|竣工|投产|投用|投入使用|开通|运行|通车|开业)"
)
"""Something that will stand there or not: what is only to be improved cannot be silent, nor what is said of everything."""
_COUNT = re.compile(
    r"\d[^，。；]{0,3}?[个家座所公里套万亩户人辆台条处项件吨千瓦元张]|\*+[个家座所公里套亩户人辆台条处项件吨元张]|[$\d]"
)
_THERE_IS = re.compile(r"(?:现|共|已|拥|我[省市区县]|全[省市区县])有\d|^\s*有\d")
_HALF = re.compile(r"\s*(?:对|针对|面对|围绕|按照|根据|由于)(?!接)[^，。；]*，$")
"""Half a sentence: what is to be done with it stands behind it."""
_NAME = re.compile(r"[“《‘]([^“”《》‘’]{2,20})[”》’]")
_PERIOD = re.compile(r"十[一二三四五六]五")
_CUT = re.compile(r"[，；。！？;]|[,.](?=\s)")
_NOT_CONCRETE = re.compile(
    r"^(?:[^，。；]{0,8}?)(?:坚持|牢牢|深入学习|认真学习|深入贯彻|全面贯彻|我们要|必须|各位代表|同志们|让我们)"
)
_DATE = re.compile(
    r"(?:\d{4}|\*+)年(?:上半年|下半年|年?[初底末])?|(?:\d{1,2}|\*+)月(?:份|\d{1,2}日)?(?:[上中下]旬|[初底末])?(?:之?前)?"
)
"""When something is to be done is no promise of anything."""
_EXPLAINED = re.compile(r"^[^，。；]{0,10}主要(?:是|在于)|^(?:这|那)(?:是|些|表明|说明)|的[^，。；]{0,8}所在[。；]?$")
"""How things are and why, told in a plan: 活力足主要是…"""
_PARTLY = re.compile(
    r"正在|在建|推进|加快|有序|稳步|过半|[一二三四五六七八九]成|主体(?:完工|封顶|工程|施工|结构)|封顶|破土|前期|进入|装修|已开工|启动建设|着手|陆续|部分|转入|尚未|未能|其余|另外|开工\d"
    r"|\bunder way\b|\bin progress\b|\bunderway\b|\bcontinu\w+|\bso far\b|\bbegan\b|\bstarted\b|\blive at\b"
)
_WHOLLY = re.compile(
    r"建成|竣工|投用|投入使用|投运|交付|通车|开园|开业|开馆|开学|开门|启用|挂牌|上线|清零|圆满|全部完成|顺利完成|如期|提前完成|通过|获批|获得|核准|评审|验收|成立|运行|运营|投产|达产|完工|贯通|打通|开通|实现|达到|出台|印发|恢复到"
    r"|\bcompleted\b|\bopened\b|\bfinished\b|\bclosed\b|\bachieved\b|\breached\b|\bmet\b"
)
_CEILING = re.compile(r"以内|不超过|控制在|压减|降至|降到|压缩|less than|no more than|below")
_NEARLY = 0.02
"""Share of a target by which a result may miss it and still be told as done."""
_STARTS = re.compile(r"开工|启动|动工|着手|规划|谋划|推进|推动|加快")
_STARTED = re.compile(r"开工|启动|动工|破土|主体|桩基|施工|完成|建成")


def followups(
    old: Edition,
    new: Edition,
    changes: tuple[Change, ...],
    amounts: tuple[EditionFigures, EditionFigures],
    *,
    settings: Settings,
) -> tuple[FollowUp, ...]:
    """What the new edition says of the promises of the old; concrete ones first, in reading order.

    `score` is the probability of the evidence, or of there being none; `new` is None where the promise is silent.
    """
    olds, news = promised(old), reported(new)
    if not olds or not news:
        return ()
    found = pairs(old, new, olds, news, changes)
    chance = chances(found)
    told = dict(_evidence(found, chance))
    figures = amounts[0].by_sentence, amounts[1].by_sentence
    again = _repeated(new, changes, olds, settings)
    firm = {number for number in olds if is_concrete(old, number, figures[0])}
    made: list[tuple[bool, FollowUp]] = []
    for number in olds:
        for home, score in told.get(number, ()):
            status = _status(old.piece(number), new.piece(home), figures[0].get(number, ()), figures[1].get(home, ()))
            made.append((number in firm, FollowUp(old.sentences[number].span, new.sentences[home].span, status, score)))
        home, score = again.get(number, (-1, 0.0))
        same = home >= 0 and _are_same(figures[0].get(number, ()), figures[1].get(home, ()), settings)
        if number not in told and number in firm and same:
            made.append((True, FollowUp(old.sentences[number].span, new.sentences[home].span, "repeated", score)))
    best = np.zeros(len(olds))
    np.maximum.at(best, found.rows, chance)
    likely = dict(zip(olds, best.tolist(), strict=True)) | dict.fromkeys((*told, *again), 1.0)
    made += [(True, one) for one in _silent(old, new, firm, likely, settings=settings)]
    made.sort(key=lambda row: (not row[0], row[1].old, row[1].new or (-1, -1)))
    return tuple(one for _, one in made)


def chances(found: Pairs) -> Matrix:
    """The probability of each pair that the new sentence reports on the promise."""
    model = followup_model()
    columns = [
        np.clip((found.features[name] - mean) / spread, -model.clip, model.clip) * weight
        for name, mean, spread, weight in model.features
    ]
    chance: Matrix = 1 / (1 + np.exp(-(np.sum(columns, axis=0) + model.intercept)))
    return chance


def _evidence(found: Pairs, chance: Matrix) -> Iterator[tuple[int, tuple[tuple[int, float], ...]]]:
    """For each promise the sentences that report on it, by falling probability: both free, then one of them free."""
    used: tuple[set[int], set[int]] = (set(), set())
    model = followup_model()
    told: dict[int, list[tuple[int, float]]] = {}
    for at in np.argsort(-chance, kind="stable").tolist():
        i, j = int(found.rows[at]), int(found.columns[at])
        free = (i not in used[0]) + (j not in used[1])
        if (free == 2 and chance[at] >= model.first) or (free == 1 and chance[at] >= model.second):
            told.setdefault(found.old[i], []).append((found.new[j], round(float(chance[at]), 4)))
            used[0].add(i)
            used[1].add(j)
    return ((number, tuple(rows)) for number, rows in told.items())


def _repeated(
    new: Edition, changes: Sequence[Change], olds: Sequence[int], settings: Settings
) -> dict[int, tuple[int, float]]:
    """Promises whose wording was carried on into a promise of the new edition."""
    mine, theirs = set(olds), set(promised(new))
    found: dict[int, tuple[int, float]] = {}
    for change in changes:
        again = [home for home in change.new if home in theirs]
        if again and change.score >= settings.promise_repeated:
            found |= {number: (again[0], round(change.score, 4)) for number in change.old if number in mine}
    return found


def _are_same(olds: Sequence[Reading], news: Sequence[Reading], settings: Settings) -> bool:
    """Whether a promise that is made again is made with the same figures: 3000亿元 in place of 5000亿元 repeats nothing."""
    told = matched(olds, news, settings.figure_linked)
    return all(a.figure.masked or b.figure.masked or _amount(a) == _amount(b) for a, b in told)


def _amount(one: Reading) -> float | str:
    """A figure's value without its unit's scale; its text where it has none."""
    return one.figure.text if one.figure.value is None else round(one.figure.value * base(one.figure.unit)[1], 6)


def is_concrete(edition: Edition, number: int, figures: Mapping[int, Sequence[Reading]]) -> bool:
    """Whether a promise can be checked: a target with a figure, or a named project that is to be built, opened, made."""
    piece = edition.piece(number)
    if edition.language == "en":
        return True
    if _NOT_CONCRETE.match(piece) or _EXPLAINED.search(piece.strip()):
        return False
    if any(one.kind != "frequency" for one in figures.get(number, ())):
        return True
    if edition.sentences[number].role == "heading":
        return False
    return bool(_PROJECT.search(piece))


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
    """Whether the evidence gives a promised figure, and less of it than promised, or more than a ceiling allows."""
    alike = [
        (likeness(target, result), target, result)
        for target in targets
        for result in results
        if target.kind == result.kind and base(target.figure.unit)[0] == base(result.figure.unit)[0]
    ]
    score, target, result = max(alike, key=lambda row: row[0], default=(0.0, None, None))
    if score <= 0.6 or target is None or result is None:
        return False
    values = [one.figure.value for one in (target, result)]
    if values[0] is None or values[1] is None:
        return False
    wanted, reached = values[0] * base(target.figure.unit)[1], values[1] * base(result.figure.unit)[1]
    turned = is_better(target.indicator, target.kind, 1) is False
    ceiling = turned or _CEILING.search(_around(promise, target.figure.text))
    return reached > wanted * (1 + _NEARLY) if ceiling else reached < wanted * (1 - _NEARLY)


def _around(promise: str, figure: str) -> str:
    """The clause of a promise that holds a figure."""
    before, _, after = promise.partition(figure)
    return re.split(r"[，；。,;、]", before)[-1] + re.split(r"[，；。,;、]", after)[0]


def _silent(
    old: Edition, new: Edition, firm: Collection[int], likely: Mapping[int, float], *, settings: Settings
) -> Iterator[FollowUp]:
    """Concrete promises of which the new edition says nothing: clauses of which no piece and no quoted name stands in it.

    A sentence that is silent throughout is told whole, any other by its silent clauses.
    """
    spans = {number: _spans(old, number) for number in sorted(firm)}
    kept = _kept(old, new, [span for number in spans for span in spans[number]])
    for number, own in spans.items():
        quiet = [
            span
            for span in own
            if kept[span] < settings.promise_kept and _is_firm(old.source.text[slice(*span)], old.language)
        ]
        quiet = [span for span in quiet if not _is_named(old.source.text[slice(*span)], new)]
        if not quiet:
            continue
        whole = likely[number] < settings.promise_silent and all(kept[span] < settings.promise_kept for span in own)
        score = round(1 - max(kept[span] for span in quiet), 4)
        for span in [old.sentences[number].span] if whole else quiet:
            yield FollowUp(span, None, "silent", score)


def _is_named(clause: str, new: Edition) -> bool:
    """Whether the new edition has a name that the clause gives in quotes or book marks."""
    return any(name in new.source.text for name in _NAME.findall(clause) if not _PERIOD.fullmatch(name))


def dropped(
    old: Edition, new: Edition, changes: Sequence[Change], amounts: EditionFigures, *, settings: Settings
) -> Mapping[int, Span]:
    """The sentences of the old edition that went, or lost a clause, with a concrete promise that the new one has not.

    Each with the span of the promise.
    """
    gone = {number for change in changes if not change.new for number in change.old}
    cut = {number for change in changes if change.new and change.kind == "edited" for number in change.old}
    figures = amounts.by_sentence
    firm = [n for n in promised(old) if n in gone | cut and is_concrete(old, n, figures)]
    answered = _answered(old, new, changes) if firm else {}
    likely = dict.fromkeys(firm, 0.0) | dict.fromkeys(answered, 1.0)
    lone = [n for n in firm if n in gone and n not in answered]
    laxer = replace(settings, promise_kept=settings.promise_gone)
    silent = [
        *_silent(old, new, lone, likely, settings=laxer),
        *_silent(old, new, [n for n in firm if n in cut or n in answered], likely, settings=settings),
    ]
    homes = {old.sentences[number].span: number for number in firm}
    found: dict[int, Span] = {}
    for one in silent:
        for (start, end), number in homes.items():
            told = any(own in old.source.text[slice(*one.old)] for own in answered.get(number, ()))
            if start <= one.old[0] < end and not told:
                found.setdefault(number, one.old)
    return found


def _answered(old: Edition, new: Edition, changes: Sequence[Change]) -> Mapping[int, frozenset[str]]:
    """The promises that the new edition says to be done or under way, with the clauses that its evidence is of.

    The other clauses of such a sentence may be dropped all the same.
    """
    olds, news = promised(old), reported(new)
    if not olds or not news:
        return {}
    found = pairs(old, new, olds, news, changes)
    return {
        number: frozenset(_nearest(new.piece(home), old.piece(number)) for home, _ in rows)
        for number, rows in _evidence(found, chances(found))
    }


def _spans(edition: Edition, number: int) -> list[Span]:
    """The spans of a sentence's clauses."""
    start, end = edition.sentences[number].span
    cuts = [start, *(match.end() for match in _CUT.finditer(edition.source.text, start, end)), end]
    return [(a, b) for a, b in pairwise(cuts) if a < b]


def _is_firm(clause: str, language: str) -> bool:
    """Whether a clause promises something that can be checked; what there already is, is no promise."""
    if language == "en":
        return True
    firm = _PROJECT.search(clause) or _COUNT.search(_DATE.sub("", clause))
    return bool(firm and not _THERE_IS.search(clause) and not _HALF.match(clause))


def _kept(old: Edition, new: Edition, spans: Sequence[Span]) -> dict[Span, float]:
    """For each clause the largest share of one of its weighty pieces, by rarity, that stands in a clause of the new edition."""
    pieces = [(span, piece) for span in spans for piece in clauses(old.source.text[slice(*span)], old.language)]
    rest = [
        skeleton(new.source.text[slice(*span)], new.language).text
        for number in range(len(new.sentences))
        for span in _spans(new, number)
    ]
    kept = dict.fromkeys(spans, 0.0)
    if not pieces or not rest:
        return kept
    mine = [grams(piece, old.language, size=2) for _, piece in pieces]
    best = contained(mine, [grams(text, old.language, size=2) for text in rest])
    found: dict[Span, list[tuple[int, float]]] = {}
    for (span, _), counts, share in zip(pieces, mine, best.tolist(), strict=True):
        found.setdefault(span, []).append((len(counts), share))
    for span, rows in found.items():
        longest = max(length for length, _ in rows)
        kept[span] = max(share for length, share in rows if 3 * length >= longest)
    return kept
