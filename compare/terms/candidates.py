"""The terms that a report may be said to use. Takes editions, gives how each uses words, and the candidates of a pair.

Candidates are of six sorts: "signature" (formulations of policy that are news at once), "slogan" (the others), "quoted" (what stands in quotes or book marks),
"official" (the terms that stay whole), "phrase" (two to four words that keep company, and not as part of a longer run),
"word".
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from compare.model import Edition
from compare.text.lexicon import lexicon
from compare.text.words import SLOGANS, TERMS, words

_MARKED = re.compile(r"[“《‘「]([^“”《》‘’「」]{2,14})[”》’」]")
_UNMARKED = re.compile(r"\d|[*,，。;；:：、]")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_LATIN = re.compile(r"[a-z][a-z'’-]+")
_NO_NOUN = re.compile(r"[a-z]+(?:ing|ed|ly|able|ible|al|ive|ful|ous)|impact|available|single|combined|improved")
_VERBS = (
    "实施 推进 推动 加快 打造 着力 实现 表示 率先 坚决 牢牢 共建 更好 具有 支持 加强 完善 健全 深化 强化 落实 做好 抓好 开展 提升 提高 扩大 促进 建设 建成 完成 制定 出台 保持 坚持 增强"
    " 优化 深入 全面 稳妥 有序 持续 积极 大力 进一步 不断 切实 严格 统筹 加大 培育 发展 引导 鼓励 取得 达到 超过 过去 年均 全国 今年 去年 一些 一批 一揽子 胜利 衷心 诚挚 认真 学习 贯彻 形成 构建 加力 巩固"
    " 壮大 给予 以上 以下 以内 基本 平稳 大幅 大幅度 各种 各类 所有 有效 充分 激发 挖掘 融入 综合 运用 努力 改善 改进 保障 维护 增加 减少 防范 化解 创新 拓展 延伸 延续 提供 推广 普及 建立 设立 成立 开工 新增"
    " 新建 改造 改建 扩建 启动 创建 争创 获批 获评 荣获 入选 举办 承办 参加 参与 组织 召开 印发 发布 公布 签订 签约 引进 落户 投产 投用 竣工 交付 通车 运营 运行 发挥 体现 突出 聚焦 围绕 按照 依托 利用 推行"
    " 探索 试行 规范 严禁 严控 遏制 严厉 打击 整治 清理 查处 处置 排查 整改 督促 检查 考核 评价 监督 管理 服务 指导 协调 协同 联动 合作 交流 共享 确保 力争 争取 继续 仍然 依然 同比 增长 下降 上升 回升 回落"
    " 累计 全年 全省 全市 全县 全区 全盟 全旗 我省 我市 我县 我区 同志 同志们 各位 代表 委员 总体 重要 主要 重大 重点 明显 显著 较大 较快 良好 积极性 水平 能力 工作 任务 目标 要求 情况 问题 方面 领域 过程"
    " 人民 社会 经济 政府 国家 地区 地方 企业 群众 单位 部门 项目 工程 计划 方案 政策 措施 机制 体系 制度 改革 开放 投资 生产 生活 产业 行业 市场 资金 资源 环境 条件 基础 作用 时期 阶段 世界 国际 国内"
    " 精神 意见 决定 部署 重要讲话 重要指示 领导 正确 坚强 考察 调研 举措 力度 步伐 成效 成果 成绩 贡献 稳步 加速 深刻 始终 必须 第一 多个 更加 更多 更高 更大 更快 更强 优质 一流 先进 现代 新型 特色 高效"
    " continue continued will may could would also including expect believe year years quarter ended compared certain new used using use based"
    " first second third fourth number one two three could might addition result results changes change increase decrease increased decreased"
    " higher lower partially offset driven prior current fiscal period periods company companies million billion"
    " available single combined improved improving approximately significant significantly ability able addition adversely affect however well within various many made make"
)
_DOING = frozenset(_VERBS.split())
"""Words of doing and of everything, that stand beside every other: none opens, ends or is a term."""

_JOINING = (
    "及其 以及 或者 并且 而且 但是 然而 因为 由于 对于 关于 因此 所以 如果 虽然 其中 其他 为了 根据 作为 可以 应当 应该 才能 就是 还是 也是"
    " 正在 已经 将要 目前 现在 以来 以后 以前 之间 之一 之中 他们 它们 我们 这些 那些 这个 这次 这种 一个 一种 认为"
)
_JOINTS = frozenset(_JOINING.split())
"""Words that join others: none opens, ends or is a term; inside one they may stand (人大及其常委会)."""
_BROKEN_OFF = re.compile(r".*(?:之|及其)")
"""What waits for its other half (千分之)."""

Gram = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Use:
    """How an edition uses words: its text, a sentence a line, and of each line its words, "" for what is no term's part."""

    text: str
    runs: tuple[Gram, ...]
    words: Mapping[str, int]
    size: int

    def count(self, term: str, sort: str) -> int:
        """How often a term is said; a word only where it is cut as one, since 税收 stands in 税收入."""
        return self.words.get(term, 0) if sort == "word" else self.text.count(term)

    def has(self, term: str) -> bool:
        """Whether the edition says a term at all."""
        return term in self.text

    def places(self, term: str) -> list[float]:
        """Where a term stands, as shares of the text."""
        return [match.start() / len(self.text) for match in re.finditer(re.escape(term), self.text)]


@lru_cache(maxsize=32)
def use(edition: Edition) -> Use:
    """How an edition uses its words. Kept, since an edition of a series is looked at with every later pair."""
    text = _text(edition)
    runs = tuple(tuple(_content(line, edition.language)) for line in text.split("\n"))
    counts = Counter(word for run in runs for word in run if word)
    return Use(text, runs, counts, max(1, sum(map(len, runs))))


def candidates(before: Use, after: Use, past: Iterable[Use], least: int) -> dict[str, str]:
    """The terms of either edition with their sorts; the sort that asks least of a term is the one it has."""
    sorts: dict[str, str] = {}
    for usage in (before, after):
        sorts |= {word: "word" for word, count in usage.words.items() if count >= least and _is_noun(word)}
    for usage in (before, after):
        sorts |= dict.fromkeys(_companions(usage, least), "phrase")
    pool = [before, *past]
    sorts |= dict.fromkeys(_lasting(pool, least), "phrase")
    for usage in (before, after):
        sorts |= {term: "official" for term in TERMS if term in usage.text}
        sorts |= dict.fromkeys(_quoted(usage.text), "quoted")
        sorts |= {term: "signature" if new else "slogan" for term, new in SLOGANS.items() if term in usage.text}
    return sorts


def _companions(usage: Use, least: int) -> set[str]:
    """Runs of two to four words that keep company, and keep it with no further word."""
    counts = {size: Counter(_grams(usage.runs, size)) for size in (2, 3, 4, 5)}
    blank = " " if " " in usage.text else ""
    terms = set()
    for size in (2, 3, 4):
        longer = _longest(counts[size + 1])
        for gram, count in counts[size].items():
            close = 2 * count >= min(usage.words[word] for word in gram)
            if count >= least and close and longer.get(gram, 0) < 0.75 * count and _is_term(gram):
                terms.add(blank.join(gram))
    return terms


def _grams(runs: Iterable[Gram], size: int) -> Iterator[Gram]:
    for run in runs:
        for at in range(len(run) - size + 1):
            gram = run[at : at + size]
            if all(gram):
                yield gram


def _longest(counts: Mapping[Gram, int]) -> dict[Gram, int]:
    """For each gram how often the commonest one that is a word longer stands.

    A word of doing before it is no part of it, nor is a word that joins others.
    """
    longest: dict[Gram, int] = {}
    for gram, count in counts.items():
        before, after = gram[0] in _DOING or gram[0] in _JOINTS, gram[-1] in _JOINTS
        for part in (*([] if before else [gram[1:]]), *([] if after else [gram[:-1]])):
            longest[part] = max(longest.get(part, 0), count)
    return longest


def _is_term(gram: Gram) -> bool:
    whole = gram[0] not in _JOINTS and _is_noun(gram[-1])
    return whole and not _DOING & set(gram) and sum(map(len, gram)) >= 4


def _is_noun(word: str) -> bool:
    if word in _DOING or word in _JOINTS:
        return False
    return not (_NO_NOUN.fullmatch(word) or _BROKEN_OFF.fullmatch(word))


def _lasting(pool: Sequence[Use], least: int) -> set[str]:
    """Phrases that were said edition after edition: in short statements none is said often enough in one of them."""
    if len(pool) < least:
        return set()
    recent = [pool[0], *pool[-(least - 1) :]]
    blank = " " if " " in pool[0].text else ""
    shared = set.intersection(*({g for size in (2, 3) for g in _grams(one.runs, size)} for one in recent))
    return {blank.join(gram) for gram in shared if _is_term(gram)}


def _quoted(text: str) -> Iterator[str]:
    """What is quoted or titled."""
    return (match[1] for match in _MARKED.finditer(text) if not _UNMARKED.search(match[1]))


def _text(edition: Edition) -> str:
    """What an edition says, a sentence a line, in plain width; English in small letters with single blanks."""
    pieces = (edition.piece(n) for n, s in enumerate(edition.sentences) if s.role not in ("furniture", "salutation"))
    if edition.language == "en":
        return "\n".join(" ".join(piece.lower().split()) for piece in pieces)
    return "\n".join("".join(unicodedata.normalize("NFKC", piece).split()) for piece in pieces)


def _content(line: str, language: str) -> Iterator[str]:
    """The words of a sentence; "" stands for a function word, a figure or a mark."""
    functions = lexicon(language).functions
    wanted = _LATIN if language == "en" else _HAN
    cut = (line[start:end] for start, end in words(line, language))
    return (word if wanted.fullmatch(word) and word not in functions else "" for word in cut)
