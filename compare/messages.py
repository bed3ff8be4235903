"""Everything a person reads, in Chinese and in English. Takes a language and a key, gives the words.

JSON never passes here: codes (kinds, repairs, signals) stay codes there and get their names from `Voice.name`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from compare.captions import CAPTIONS
from compare.faults import in_chinese
from compare.labels import LABELS

Tongue = Literal["zh", "en"]
"""The language of a reader; that of a report is `model.Language`."""

SUMMARY = {
    "summary.old": ("旧", "old"),
    "summary.new": ("新", "new"),
    "summary.size": ("{characters} 字 · {sentences} 句", "{characters} characters · {sentences} sentences"),
    "summary.characters": ("字数", "characters"),
    "summary.count": ("句数", "sentences"),
    "summary.most": ("变化最大的部分", "sections that changed most"),
    "summary.nothing": ("两版逐句相同。", "Both editions say the same, sentence by sentence."),
    "summary.chosen": ("只列出", "shown only"),
    "summary.excess": (
        "；该体裁的中位报告也有 {genre}，高出 {excess}",
        "; the genre's median report shares {genre}, excess {excess}",
    ),
    "summary.background": ("套话背景", "background"),
    "summary.age": ("；平均已说 {years:.1f} 年", "; said for {years:.1f} years on the mean"),
    "summary.sources": ("字句来源", "phrasing"),
    "summary.legend": ("标记", "marks"),
    "summary.marks": ("[-旧版文字-]{{+新版文字+}}", "[-old words-]{{+new words+}}"),
    "share.rate": ("{rate:.0%}（{count}/{of} 字）", "{rate:.0%} ({count} of {of} characters)"),
    "share.years": ("平均 {years:.1f} 年", "{years:.1f} years on the mean"),
    "share.few": ("字数太少", "too few characters"),
    "share.points": ("{points} 个百分点", "{points} percentage points"),
    "share.count": ("{count}/{of} 字（字数太少，不计比例）", "{count} of {of} characters (too few for a rate)"),
}

KINDS = {
    "kind.unchanged": ("照旧", "unchanged"),
    "kind.updated": ("仅更新", "updated"),
    "kind.edited": ("改写", "reworded"),
    "kind.added": ("新增", "new"),
    "kind.removed": ("删去", "gone"),
    "kind.moved": ("移位", "moved"),
    "label.added": ("新增", "new"),
    "label.removed": ("删去", "gone"),
    "label.edited": ("改写", "reworded"),
    "label.updated": ("更新", "updated"),
    "label.moved": ("移来", "moved"),
    "row.from": ("原在 {section}", "was in {section}"),
    "row.to": ("移往 {section}：{count} 句", "moved to {section}: {count}"),
    "row.within": ("本节内移位", "moved within the section"),
    "row.top": ("开头部分", "opening"),
    "row.untitled": ("无标题部分", "untitled part"),
    "row.split": ("拆成 {count} 句", "split into {count}"),
    "row.merged": ("由 {count} 句合并", "merged from {count}"),
    "row.reviewed": ("已审读", "reviewed"),
    "row.folded": ("{count} 句照旧", "{count} unchanged"),
    "section.split": ("拆分", "split"),
    "section.merged": ("合并", "merged"),
    "section.was": ("旧版：{title}", "was: {title}"),
    "section.added": ("新设", "new section"),
    "section.removed": ("新版已无此节", "section is gone"),
    "section.moved": ("位置已调整", "moved"),
    "section.same": ("无变化", "no change"),
    "sections.same": ("另有 {count} 节无变化", "{count} more sections without change"),
}

SECTIONS = {
    "sectionkind.same": ("未改名", "same"),
    "sectionkind.renamed": ("改名", "renamed"),
    "sectionkind.split": ("拆分", "split"),
    "sectionkind.merged": ("合并", "merged"),
    "sectionkind.added": ("新设", "new"),
    "sectionkind.removed": ("取消", "gone"),
    "part.review": ("回顾", "review"),
    "part.plan": ("计划", "plan"),
    "part.problems": ("问题", "problems"),
    "part.integrity": ("廉政法治", "integrity"),
    "part.other": ("其他", "other"),
    "role.heading": ("标题", "headings"),
    "role.body": ("正文", "body"),
    "role.salutation": ("称谓", "salutations"),
    "role.furniture": ("版面文字", "furniture"),
    "role.table": ("表格行", "table rows"),
}

OUTLINE = {
    "outline.title": ("标题", "title"),
    "outline.unit": ("单位", "unit"),
    "outline.period": ("期别", "period"),
    "outline.language": ("语言", "language"),
    "outline.file": ("文件", "file"),
    "outline.read": ("{format}，{encoding}", "{format}, {encoding}"),
    "outline.counts": (
        "{characters} 字，{sections} 节，{sentences} 句",
        "{characters} characters, {sections} sections, {sentences} sentences",
    ),
    "outline.size": ("规模", "size"),
    "outline.roles": ("句子", "sentences"),
    "outline.repairs": ("修复", "repairs"),
    "outline.none": ("无", "none"),
    "language.zh": ("中文", "Chinese"),
    "language.en": ("英文", "English"),
    "repair.one line": ("全文一行，已分段", "the whole report on one line: cut into paragraphs"),
    "repair.hard wrap": ("句中折行，已接上", "lines broken inside sentences: joined"),
    "repair.furniture": ("网页版面文字，已排除", "page furniture: set aside"),
    "repair.full width digits": ("全角数字，按半角比较", "full-width digits: compared as plain ones"),
    "repair.blanks in digits": ("数字间有空格，已忽略", "blanks between digits: ignored"),
    "repair.blanks in title": ("标题字间有空格，已忽略", "blanks between a title's characters: ignored"),
    "repair.traditional characters": ("繁体字，按简体比较", "traditional characters: compared as simplified"),
    "repair.tracked changes accepted": ("有修订，读作已接受", "tracked changes: read as accepted"),
    "repair.tracked changes original": ("有修订，读作修订前", "tracked changes: read as before them"),
    "repair.numbering written out": ("自动编号，已写成文字", "automatic list numbers: written out"),
    "repair.footnotes after their paragraph": ("脚注，放在所注段落之后", "footnotes: put after their paragraph"),
    "repair.tables as rows": ("表格，一行一条", "tables: one line a row"),
    "repair.contents left out": ("目录，已排除", "table of contents: left out"),
    "repair.hidden text left out": ("隐藏文字，已排除", "hidden text: left out"),
    "repair.macros left out": ("宏，未读取", "macros: left out"),
    "repair.main text only": ("网页，只取正文", "web page: main text only"),
    "repair.list of fragments": ("网页片段列表，已拼接", "a list of page fragments: joined"),
    "repair.page furniture": ("页眉、页脚、页码，已去除", "running heads, feet and page numbers: taken out"),
    "repair.reflowed lines": ("版面行，已拼成段落", "lines of the page: joined to paragraphs"),
    "repair.pages without text": ("有的页只有图，没有文字", "some pages are pictures without text"),
    "repair.converted by LibreOffice": ("经 LibreOffice 转换", "converted by LibreOffice"),
}

SUBSTANCE = {
    "signals.head": ("值得细看的改动", "quiet changes"),
    "figures.head": ("指标变化", "figures"),
    "terms.head": ("用语变化", "terms"),
    "followups.head": ("上一版的承诺", "promises of the old edition"),
    "passages.head": ("沿用的表述", "recycled passages"),
    "signal.changed": ("{name}：{old} → {new}", "{name}: {old} → {new}"),
    "signal.gone": ("{name}：不再有“{old}”", "{name}: no “{old}” any more"),
    "signal.come": ("{name}：新有“{new}”", "{name}: “{new}” is new"),
    "signal.softened": ("口气变软", "softened"),
    "signal.hardened": ("口气变硬", "hardened"),
    "signal.negation gained": ("变为否定", "negation gained"),
    "signal.negation lost": ("不再否定", "negation lost"),
    "signal.scope narrowed": ("范围缩小", "scope narrowed"),
    "signal.scope widened": ("范围扩大", "scope widened"),
    "signal.target lowered": ("目标下调", "target lowered"),
    "signal.target raised": ("目标上调", "target raised"),
    "signal.target dropped": ("目标取消", "target dropped"),
    "signal.deadline moved": ("期限变动", "deadline moved"),
    "signal.duty-bearer removed": ("责任主体消失", "duty-bearer removed"),
    "signal.figure worse": ("数据变差", "figure worse"),
    "signal.promise dropped": ("承诺消失", "promise dropped"),
    "signal.rank lost": ("位次下滑", "rank lost"),
    "status.done": ("已完成", "done"),
    "status.under way": ("推进中", "under way"),
    "status.repeated": ("再次承诺", "repeated"),
    "status.silent": ("未再提及", "silent"),
    "direction.up": ("升", "up"),
    "direction.down": ("降", "down"),
    "direction.same": ("平", "same"),
    "direction.unknown": ("不明", "unknown"),
    "term.first used": ("新出现", "newly used"),
    "term.revived": ("重新出现", "revived"),
    "term.dropped": ("不再出现", "dropped"),
    "term.rising": ("增多", "rising"),
    "term.falling": ("减少", "falling"),
    "class.slot": ("数字日期", "slot"),
    "class.formula": ("套话", "formula"),
    "class.own": ("本单位旧话", "own"),
    "class.upstream": ("上级说过", "upstream"),
    "class.peer": ("别处说过", "peer"),
    "class.new": ("新话", "new"),
    "edit.wording": ("措辞", "wording"),
    "edit.figure": ("数字", "figure"),
    "edit.date": ("日期", "date"),
    "edit.meeting": ("会议", "meeting"),
    "edit.mask": ("脱敏", "mask"),
    "edit.punctuation": ("标点", "punctuation"),
    "edit.numbering": ("编号", "numbering"),
}

TABLES = {
    "table.indicator": ("指标", "indicator"),
    "table.term": ("用语", "term"),
    "table.change": ("变化", "change"),
    "table.section": ("部分", "section"),
    "table.sentence": ("句子", "sentence"),
    "table.kind": ("类别", "kind"),
    "table.status": ("状态", "status"),
    "table.period": ("期别", "period"),
    "explain.link": (
        "依据：{why} · 相似 {score:.2f} · 把握 {confidence:.2f}",
        "link: {why} · score {score:.2f} · confidence {confidence:.2f}",
    ),
    "explain.comma": ("、", ", "),
    "explain.for": ("支持：{told}", "for: {told}"),
    "explain.against": ("反对：{told}", "against: {told}"),
    "explain.weight": ("分量 {weight:.2f}", "weight {weight:.2f}"),
    "and.more": ("另有 {count} 项", "{count} more"),
}

EVIDENCE = {
    "evidence.wording": ("用词相近", "like wording"),
    "evidence.rare words": ("共有少见的词", "rare words shared"),
    "evidence.no rival": ("没有更合适的句子", "no better rival"),
    "evidence.place": ("位置相近", "near in place"),
    "evidence.part": ("同为回顾或同为安排", "same part and time span"),
    "evidence.form": ("同为标题或同为正文", "same form"),
    "evidence.surroundings": ("上下文相近", "like surroundings"),
    "evidence.neighbours": ("相邻句子也对应", "neighbours linked"),
    "evidence.sections": ("所在部分相对应", "sections answer"),
    "evidence.length": ("长度合适", "length fits"),
    "counter.wording": ("用词不同", "unlike wording"),
    "counter.rare words": ("少有共同的少见词", "few rare words shared"),
    "counter.no rival": ("另有相近的句子", "a close rival"),
    "counter.place": ("位置相远", "far in place"),
    "counter.part": ("一为回顾、一为安排，或时段不同", "other part or time span"),
    "counter.form": ("一为标题、一为正文", "other form"),
    "counter.surroundings": ("上下文不同", "unlike surroundings"),
    "counter.neighbours": ("相邻句子并不对应", "neighbours not linked"),
    "counter.sections": ("所在部分不相对应", "sections do not answer"),
    "counter.length": ("长度不利", "length speaks against it"),
}

SERIES = {
    "series.head": ("{unit} {first} 至 {last}，共 {count} 期", "{unit} {first} to {last}, {count} editions"),
    "series.pairs": ("逐期变化", "from edition to edition"),
    "series.matrix": (
        "沿用矩阵（行：本期；列：来源期；占本期计数字数）",
        "recycled from (rows: edition; columns: source; share of the edition's counted characters)",
    ),
    "series.closest": (
        "各期与哪几期最像（占本期计数字数；全部见 csv、json）",
        "what each edition shares most with (share of its counted characters; csv and json hold all)",
    ),
    "series.sections": ("各部分沿用上一期的比例", "sections: share recycled from the edition before"),
    "series.threads": ("最久的句子", "longest-lived sentences"),
    "series.returned": ("隔期再现的句子", "sentences that came back"),
    "series.survival": ("首次说出的话，几年后还在的比例", "first said in an edition: share still said later"),
    "series.coined": ("新造并沿用的说法（新近的在前）", "phrases never said before and taken up (latest first)"),
    "series.dropped": ("三年以上不再说的说法（新近的在前）", "phrases not said for three years (latest first)"),
    "series.years": ("{count} 期", "{count} editions"),
    "series.touched": ("改过 {count} 次", "reworded: {count}"),
    "series.away": ("{last} 后缺 {count} 期，{again} 再现", "gone after {last}, back in {again}, {count} between"),
    "series.after": ("{years} 年后", "{years} y later"),
    "series.any": ("沿用历年", "any year"),
    "series.back": ("其中隔期再现", "of the new: came back"),
    "series.more": ("另有 {count} 项（csv、json 列全）", "{count} more (csv and json list all)"),
    "series.fact.recycled": (
        "{last} 期 {now}；历期 {low:.0%}（{low_label}）至 {high:.0%}（{high_label}），中位 {middle:.0%}",
        "{now} in {last}; from {low:.0%} ({low_label}) to {high:.0%} ({high_label}), median {middle:.0%}",
    ),
    "series.fact.lives": ("句子", "sentences"),
    "series.fact.threads": (
        "历期共 {count} 句，{going} 句末期仍在，{back} 句隔期再现；最久 {longest} 期",
        "{count} in all, {going} in the last edition, {back} came back after a gap; the longest-lived in {longest} editions",
    ),
    "series.fact.fresh": ("新话的存留", "new phrasing"),
    "series.fact.after": ("{years} 年后还在 {share}", "{share} still said after {years} y"),
    "series.fact.some": ("（{of} 版中的 {count} 版）", " ({count} of {of} editions)"),
    "series.fact.glue": ("，", ", "),
    "series.fact.phrases": ("说法", "phrases"),
    "series.fact.phrased": (
        "新造并沿用 {coined} 个，三年以上不再说 {dropped} 个",
        "{coined} coined and taken up, {dropped} not said for three years",
    ),
    "series.excess": ("高出体裁", "excess"),
}

TALK = {
    "talk.reading": ("读取", "reading"),
    "talk.comparing": ("比较", "comparing"),
    "talk.left_out": ("略过 {fact}", "left out {fact}"),
}

HELP = {
    "help.yoy": (
        "比较同一报告的不同年份，看清哪些是真正的新内容。",
        "Tells what is really new in a report that is written anew every year.",
    ),
    "help.usage": ("用法：", "usage:"),
    "help.commands": ("命令", "commands"),
    "help.arguments": ("参数", "what is read"),
    "help.options": ("选项", "options"),
    "help.general": ("一般选项", "general"),
    "help.reading": ("怎样读入", "how files are read"),
    "help.choosing": ("列出什么", "what is shown"),
    "help.finding": ("另找什么", "what else is looked for"),
    "help.writing": ("怎样输出", "what comes out"),
    "help.serving": ("浏览器", "browser"),
    "help.more_help": ("每个命令都有自己的 --help。", "Every command has its own --help."),
    "help.view": ("在终端里并排审读两版（或多版）", "review two editions (or a series) side by side in the terminal"),
    "help.report": ("输出两版之间的变化报告", "report what changed between two editions"),
    "help.series": ("比较三期以上，或一个文件夹里的各期", "compare three editions or more, or a folder of them"),
    "help.outline": ("显示读到的结构、计数和修复", "show what was made of a file: sections, counts, repairs"),
    "help.serve": ("在浏览器里审读（只对本机开放）", "the review screen in a browser, for this machine only"),
    "help.old": ("旧版文件；- 表示标准输入", "the old edition; - reads standard input"),
    "help.new": ("新版文件；- 表示标准输入", "the new edition; - reads standard input"),
    "help.more": ("更晚的各期", "later editions"),
    "help.file": ("报告文件；- 表示标准输入", "a report; - reads standard input"),
    "help.files": ("各期文件，或一个文件夹", "the editions, or one folder of them"),
    "help.format": (
        "输出格式：{formats}（默认按 -o 的后缀，否则 text）",
        "output format: {formats} (default: by the ending of -o, else text)",
    ),
    "help.output": ("写入文件（先写临时文件再改名）", "write to FILE (through a temporary file that is then renamed)"),
    "help.exit-code": ("有变化时以 1 退出，无变化为 0", "exit with 1 when anything changed, 0 when nothing did"),
    "help.lang": ("界面语言（默认取自系统区域）", "language of what you read (default: from the locale)"),
    "help.width": ("每行列数（默认取终端宽度，否则 100）", "columns in a line (default: the terminal's, else 100)"),
    "help.color": ("是否着色；auto 只在终端上着色", "colour; auto colours on a terminal only (NO_COLOR is honoured)"),
    "help.encoding": ("两个文件的编码（默认自动识别）", "encoding of the files (default: found out)"),
    "help.tracked": ("Word 修订：读作已接受，或读原文", "tracked changes of Word files: as accepted, or the original"),
    "help.old-period": ("旧版期别，如 2022、2023Q4", "period of the old edition, as 2022, 2023Q4"),
    "help.new-period": ("新版期别", "period of the new edition"),
    "help.only": (
        "只列这些类别，逗号分隔：{kinds}",
        "show only these kinds, separated by commas: {kinds}",
    ),
    "help.section": (
        "只列这一节（编号、标题中的词或 id）",
        "show only this section (number, words of its heading, or id)",
    ),
    "help.min-weight": ("只列分量不低于 W 的变化（0–1）", "show only changes of this weight or more (0-1)"),
    "help.no-text": ("JSON 中不含原文", "leave the texts out of the JSON"),
    "help.anchors": ("人工指定的对应关系（TOML）", "a person's decisions about links (TOML)"),
    "help.review": (
        "审读记录：批注和已审标记（审读界面所写）",
        "marks and notes of a review, as the screen wrote them",
    ),
    "help.exit-on-notes": (
        "审读记录中有批注时以 10 退出",
        "exit with 10 when the review holds notes on these editions",
    ),
    "help.explain": (
        "说明每处对应：由哪一步得出、相似与把握多少、哪些依据支持或反对",
        "say of each link which pass made it, its score and confidence, what spoke for and against it",
    ),
    "help.find": (
        "还要找什么，逗号分隔：{findings}，或 all",
        "what else to find, separated by commas: {findings}, or all",
    ),
    "help.earlier": ("本单位更早的各期", "earlier editions of the same unit"),
    "help.against": ("其他单位或个人的报告，查其表述", "reports of other units or persons, as sources of phrasing"),
    "help.upstream": ("上级的报告，查其表述", "reports of superiors, as sources of phrasing"),
    "help.background": (
        "套话背景：shipped、none、文件或文件夹",
        "background for formula: shipped, none, a file or a folder",
    ),
    "help.lexicon": ("自定义的措辞词表", "a lexicon of one's own for quiet changes"),
    "help.show-lexicon": (
        "打印措辞词表，改后交给 --lexicon",
        "print the lexicon of quiet changes, to edit and give to --lexicon",
    ),
    "help.units": ("地名、单位名册", "a registry of places and units"),
    "help.config": ("设置文件（默认为当前文件夹的 yoy.toml）", "settings file (default: yoy.toml in this folder)"),
    "help.keep-going": ("略过读不了的成员，并在结果中注明", "leave out members that cannot be read, and say so"),
    "help.text": ("显示读出的原文（各处位置都以它计）", "print the text as read (what every span counts in)"),
    "help.json": ("以 JSON 输出", "print JSON"),
    "help.help": ("显示本帮助", "show this help"),
    "help.version": ("显示版本", "show the version"),
    "help.port": ("端口（默认自选）", "port (default: a free one)"),
    "help.host": ("监听地址", "address to listen on"),
}

TABLE: Mapping[str, tuple[str, str]] = {
    **SUMMARY,
    **KINDS,
    **SECTIONS,
    **OUTLINE,
    **SUBSTANCE,
    **TABLES,
    **EVIDENCE,
    **SERIES,
    **LABELS,
    **CAPTIONS,
    **TALK,
    **HELP,
}


@dataclass(frozen=True, slots=True)
class Voice:
    """Speaks one language: `voice("row.from", section="三、")`."""

    tongue: Tongue

    def __call__(self, key: str, **words: object) -> str:
        """The words behind a key; KeyError where there is none."""
        return TABLE[key][self.tongue == "en"].format(**words)

    def name(self, group: str, code: str) -> str:
        """The name of a code in its group ("kind", "part", "signal", …); the code itself where it has none."""
        told = TABLE.get(f"{group}.{code}")
        return told[self.tongue == "en"] if told else code

    def fact(self, fact: str) -> str:
        """What an error states."""
        return fact if self.tongue == "en" else in_chinese(fact)

    def notice(self, code: str) -> str:
        """The words of a notice; what follows the known start of a code is a fact of this run, as a file's name."""
        if f"notice.{code}" in TABLE:
            return self(f"notice.{code}", rest="")
        for key in TABLE:
            start = key.removeprefix("notice.")
            if key != start and code.startswith(f"{start} "):
                rest = code.removeprefix(start).strip()
                name, glue, fact = rest.partition(": ")
                return self(key, rest=f"{name}{glue}{self.fact(fact)}")
        return code


def tongue_of(environment: Mapping[str, str]) -> Tongue:
    """The language that a locale asks for: LC_ALL before LC_MESSAGES before LANG; English where none says zh."""
    names = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "zh" if next((name for name in names if name), "").lower().startswith("zh") else "en"
