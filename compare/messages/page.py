"""What stands on pages, sheets and in `yoy git`, in Chinese and in English: rows of the table of `compare.messages`."""

PAGE = {
    "page.lead": (
        "新版正文中，{share}沿用上一版的表述{beside}。",
        "Of the new edition's body text, {share} is recycled from the edition before{beside}.",
    ),
    "page.told": (
        "新增 {added} 句，删去 {removed} 句，改写 {edited} 处，仅更新数字日期 {updated} 处，移位 {moved} 处，照旧 {unchanged} 处。",
        "{added} new, {removed} gone, {edited} reworded, {updated} only updated, {moved} moved, {unchanged} unchanged.",
    ),
    "page.selection": ("下文只列出所选的变化：{count} 处，共 {total} 处。", "Shown below: {count} of {total} changes."),
    "page.picks": ("先看这里", "Look here first"),
    "page.overview": ("一图看全", "At a glance"),
    "page.changes": ("逐句对照", "Side by side"),
    "page.pairs": ("逐期对照", "Edition by edition"),
    "page.skip": ("跳到逐句对照", "Skip to the changes"),
    "page.kinds": ("变化", "changes"),
    "page.edits": ("改动", "word edits"),
    "page.classes": ("沿用", "recycled"),
    "page.search": ("查找", "search"),
    "page.next": ("下一处变化（n）", "next change (n)"),
    "page.previous": ("上一处变化（p）", "previous change (p)"),
    "page.unfold": ("全部展开或折叠（f）", "open or close all folds (f)"),
    "page.keys": (
        "n 下一处 · p 上一处 · r 下一处沿用 · f 展开 · / 查找",
        "n next · p previous · r next recycled · f unfold · / search",
    ),
    "page.source": ("见于 {edition} · 首见 {first} · {kind}", "stands in {edition} · first said {first} · {kind}"),
    "page.words": ("原文：{text}", "there: {text}"),
    "page.alarm": ("疑为他处文字", "may belong elsewhere"),
    "page.to": ("移往 {section}", "moved to {section}"),
    "page.points": ("{by:+.3g} 个百分点", "{by:+.3g} points"),
    "page.better": ("向好", "better"),
    "page.worse": ("变差", "worse"),
    "picture.balance": (
        "旧版变成了什么，新版由什么构成（按字数）",
        "what became of the old edition, what the new one is made of (characters)",
    ),
    "picture.heat": ("各部分的变化（占该部分字数）", "sections by kind of change (share of their characters)"),
    "picture.flow": (
        "旧版各部分（左）去往新版何处（右）",
        "where the old sections (left) went in the new edition (right)",
    ),
    "picture.figures": ("变动最大的指标（相对旧值）", "figures that changed most (against the old value)"),
    "picture.terms": (
        "用语变化（左：旧版次数，右：新版次数）",
        "terms (left: times in the old edition, right: in the new)",
    ),
    "picture.map": ("全文变化位置", "where the changes stand"),
    "picture.matrix": (
        "沿用矩阵：每一行的报告有百分之几见于各列的报告",
        "recycled from: per cent of each row's edition that stands in each column's",
    ),
    "picture.timeline": ("逐期沿用上一版的比例", "share recycled from the edition before, over the years"),
}

TABLES = {
    "table.old": ("旧版", "old"),
    "table.new": ("新版", "new"),
    "table.promise": ("承诺", "promise"),
    "table.evidence": ("依据", "evidence"),
    "alarms.head": ("疑为他处文字的表述", "passages that may belong elsewhere"),
    "alarm.foreign place": ("外地名称 {name}", "another place: {name}"),
    "table.alarm": ("警示", "alarm"),
    "table.since": ("首见", "first said"),
    "table.source": ("出处", "source"),
    "table.difference": ("相差", "difference"),
    "table.weight": ("分量", "weight"),
    "table.span": ("历时", "span"),
    "score.recycled": ("沿用上一版", "recycled"),
    "score.lineage": ("沿用历年", "recycled, any year"),
    "score.slot": ("数字日期", "slot"),
    "score.genre": ("体裁中位报告也有", "shared by the genre's median report"),
    "score.excess": ("沿用高出体裁", "recycled, excess over the genre"),
    "score.stale": ("旧话年龄", "age of own phrasing"),
    "score.carried": ("整句沿用（含仅更新）", "whole sentences, updates included"),
    "score.updated": ("更新占比", "updated share"),
    "score.new": ("新话", "new"),
    "score.formula": ("套话", "formula"),
    "score.own": ("本单位旧话", "own"),
    "score.upstream": ("上级说过", "upstream"),
    "score.peer": ("别处说过", "peer"),
}

SHEETS = {
    "sheet.summary": ("概要", "summary"),
    "sheet.changes": ("逐句变化", "changes"),
    "sheet.signals": ("值得细看", "signals"),
    "sheet.figures": ("指标", "figures"),
    "sheet.passages": ("沿用表述", "passages"),
    "sheet.terms": ("用语", "terms"),
    "sheet.promises": ("承诺", "promises"),
    "sheet.sections": ("各部分", "sections"),
    "sheet.sentences": ("逐句来源", "sentences"),
    "sheet.editions": ("各期", "editions"),
    "sheet.pairs": ("逐期变化", "pairs"),
    "sheet.matrix": ("沿用矩阵", "matrix"),
    "sheet.threads": ("句子历程", "threads"),
    "sheet.lines": ("各部分历程", "section lines"),
    "sheet.survival": ("新话的存留", "survival"),
    "sheet.coined": ("新造的说法", "coined"),
    "sheet.dropped": ("不再说的说法", "dropped"),
    "sheet.measures": ("文献度量", "measures"),
    "column.name": ("项目", "item"),
    "column.value": ("值", "value"),
    "column.count": ("数量", "count"),
    "column.of": ("总数", "of"),
    "column.rate": ("比例", "rate"),
    "column.id": ("序号", "id"),
    "column.kind": ("类别", "kind"),
    "column.moved": ("移位", "moved"),
    "column.old_section": ("旧版部分", "old section"),
    "column.new_section": ("新版部分", "new section"),
    "column.old": ("旧版", "old"),
    "column.new": ("新版", "new"),
    "column.score": ("相似", "score"),
    "column.weight": ("分量", "weight"),
    "column.signals": ("提示", "signals"),
    "column.signal": ("提示", "signal"),
    "column.old_words": ("旧措辞", "old words"),
    "column.new_words": ("新措辞", "new words"),
    "column.why": ("依据", "why"),
    "column.note": ("批注", "note"),
    "column.indicator": ("指标", "indicator"),
    "column.measure": ("口径", "measure"),
    "column.old_text": ("旧版数字", "old figure"),
    "column.old_value": ("旧值", "old value"),
    "column.new_text": ("新版数字", "new figure"),
    "column.new_value": ("新值", "new value"),
    "column.unit": ("单位", "unit"),
    "column.difference": ("相差", "difference"),
    "column.direction": ("升降", "direction"),
    "column.better": ("好坏", "better"),
    "column.text": ("文字", "text"),
    "column.characters": ("字数", "characters"),
    "column.class": ("分类", "class"),
    "column.exact": ("一字不差", "exact"),
    "column.first": ("首见", "first said"),
    "column.source": ("出处", "source"),
    "column.source_text": ("出处原文", "source text"),
    "column.role": ("角色", "role"),
    "column.section": ("部分", "section"),
    "column.alarm": ("警示", "alarm"),
    "column.term": ("用语", "term"),
    "column.g2": ("G2", "G2"),
    "column.log_ratio": ("对数比", "log ratio"),
    "column.p": ("p 值", "p"),
    "column.dispersion": ("分布不均", "dispersion"),
    "column.status": ("状态", "status"),
    "column.promise": ("承诺", "promise"),
    "column.evidence": ("新版说法", "evidence"),
    "column.number": ("编号", "number"),
    "column.title": ("标题", "title"),
    "column.level": ("层级", "level"),
    "column.part": ("性质", "part"),
    "column.sentences": ("句数", "sentences"),
    "column.was": ("旧版标题", "was"),
    "column.edition": ("期", "edition"),
    "column.period": ("期别", "period"),
    "column.file": ("文件", "file"),
    "column.chosen": ("所选变化", "chosen changes"),
    "column.notice": ("提醒", "notice"),
    "column.confidence": ("把握", "confidence"),
    "column.last": ("末见", "last said"),
    "column.stops": ("期数", "editions"),
    "column.gaps": ("中断", "gaps"),
    "column.line": ("序号", "line"),
    "column.years": ("年数", "years"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "cell.cut": ("……（全文 {count} 字，此处截断）", "… (cut here; {count} characters in all)"),
}

FINDINGS = {
    "figures.worse": ("变差", "worse"),
    "figures.better": ("向好", "better"),
    "figures.changed": ("有变化", "changed"),
    "figures.masked": ("脱敏，无从比较", "masked: cannot be compared"),
    "figures.single": ("只见一版", "in one edition only"),
    "figures.vanished": ("新版不再给出", "no longer given"),
    "figures.fresh": ("新版才有", "given for the first time"),
    "figures.same": ("未变", "the same"),
    "passages.alarms": ("疑为他处文字", "may belong elsewhere"),
    "passages.more": ("另有 {count} 处（--find passages 全部列出）", "{count} more (--find passages lists all)"),
    "passages.size": ("{count} 字", "{count} characters"),
    "passages.from": ("见于 {sources}", "from {sources}"),
    "passages.first": ("首见 {period}", "first said in {period}"),
    "passages.near": ("略有改动", "with small edits"),
    "column.measure_name": ("度量", "measure"),
}

MEASURES = {
    "measures.head": ("文献中的相似度量（按词）", "published measures (on words)"),
    "measure.cosine": ("余弦", "cosine"),
    "measure.jaccard": ("Jaccard", "Jaccard"),
    "measure.min_edit": ("最小编辑", "MinEdit"),
    "measure.min_edit_operations": ("编辑词数", "MinEdit operations"),
    "measure.simple": ("Simple（未标度）", "Simple (not re-scaled)"),
    "measure.simple_rescaled": ("Simple", "Simple"),
    "measure.modification": ("修改度（未校正）", "modification (raw)"),
    "measure.modification_score": ("修改度（去篇幅）", "modification (length aside)"),
    "measure.boilerplate": ("样板话", "boilerplate"),
    "measure.stickiness": ("黏性", "stickiness"),
    "measure.repetition": ("篇内重复", "repetition"),
    "help.measures": (
        "附文献中的相似度量：Lazy Prices、Brown–Tucker、Lang–Stice-Lawrence 等",
        "add the published measures: Lazy Prices, Brown-Tucker, Lang-Stice-Lawrence and others",
    ),
}

TRACE = {
    "trace.head": (
        "“{text}”：{said}/{count} 期提到，共 {hits} 处",
        "'{text}': in {said} of {count} editions, {hits} places",
    ),
    "trace.span": ("首见 {first}，末见 {last}", "first in {first}, last in {last}"),
    "trace.gaps": ("中断 {gaps}", "not in {gaps}"),
    "trace.never": ("各期都没有提到。", "No edition says it."),
    "trace.near": ("近似 {score:.0%}", "{score:.0%} alike"),
    "trace.none": ("（无，{count} 期）", "(not said; {count})"),
    "trace.near_note": (
        "另有 {count} 期只有相近的说法（标“近似”），不计入上面的数。",
        "{count} more editions say something like it (marked 'alike'), which is not counted above.",
    ),
    "column.left": ("前文", "before"),
    "column.match": ("所查", "match"),
    "column.right": ("后文", "after"),
    "help.trace": (
        "只查一句话或一个说法在各期的历程",
        "the lineage of a sentence or phrase instead: a line for each place that says it",
    ),
}

NOTICES = {
    "notice.background chance": (
        "其中两份无关的报告最多相同 {share:.1%}",
        "two unrelated ones of them share {share:.1%} at most",
    ),
    "notice.background history": ("对照此前 {count} 版", "earlier editions known: {count}"),
    "notice.background": ("{genre} {years} 的各单位报告", "reports of {genre} {years}"),
    "notice.background none": (
        "没有该语言的套话背景：未算套话与高出体裁的部分",
        "no background for this language: formula and the excess over the genre are not told",
    ),
    "notice.background of another genre": (
        "与本报告体裁不同，套话一项说明不了多少",
        "of another genre than this report, so formula says little here",
    ),
    "notice.background of no other unit": (
        "套话的背景里没有别的单位，未采用",
        "the background holds no other unit and is not used",
    ),
    "notice.background of a genre not named": (
        "报告未标明体裁，套话的背景未必是同一体裁",
        "the report does not name its genre, the background may be of another",
    ),
    "notice.background of other years": ("年份不同", "of other years"),
    "notice.background of another scheme": (
        "套话的背景用了另一套切法，未采用",
        "the background was cut by another scheme and is not used",
    ),
    "notice.a selection of the changes": ("只含所选的变化", "holds a selection of the changes"),
    "notice.left out": ("已略过：{name}: {fault}", "left out: {name}: {fault}"),
    "notice.left out later": ("已略过：{edition}（晚于新版）", "left out: later {edition}"),
    "notice.left out of another language": ("已略过：{edition}（另一语言）", "left out: of another language {edition}"),
    "notice.left out of the same period": ("已略过：{edition}（与新版同期）", "left out: of the same period {edition}"),
    "notice.pages lost": (
        "注意：{name} 第 {pages} 页没有可读的文字，这些页未参加比较。",
        "note: {name}: page {pages} holds no text that can be read and was not compared.",
    ),
    "notice.struck text": (
        "注意：{name} 中划了删除线的文字按已删处理，未参加比较。",
        "note: {name}: struck text counts as deleted and was not compared.",
    ),
    "notice.of one period": ("注意：新旧两版同为 {period}。", "note: OLD and NEW are both of {period}."),
    "notice.old later than new": (
        "注意：旧版的期别晚于新版；按给出的次序比较。",
        "note: OLD is later than NEW; compared as given.",
    ),
}

WORD = {
    "word.about": (
        (
            "{old} → {new}：新增 {added}，删去 {removed}，改写 {edited}，仅更新 {updated}，移位 {moved}，照旧 {unchanged}。"
            "接受全部修订即新版，拒绝全部修订即旧版。"
        ),
        (
            "{old} → {new}: {added} new, {removed} gone, {edited} reworded, {updated} only updated, {moved} moved, "
            "{unchanged} unchanged. All changes accepted: the new edition; all rejected: the old one."
        ),
    ),
    "word.borrowed": ("{kind}：{text}（见于 {source}）", "{kind}: {text} (from {source})"),
    "word.recycled": ("灰底为沿用的表述：{share}", "recycled phrasing has a grey ground: {share}"),
    "word.chosen": (
        "{old} → {new}：只标出所选的 {count} 处变化（共 {total} 处），其余按新版。",
        "{old} → {new}: only the {count} chosen changes (of {total}) are tracked; the rest stands as in the new edition.",
    ),
}

GIT = {
    "help.git": ("让 git diff 和 git difftool 读懂报告", "let git diff and git difftool read reports"),
    "help.git-what": (
        "setup：显示（加 --write 则写入）所需的设置",
        "setup: print the settings needed (--write makes them)",
    ),
    "help.patterns": ("哪些文件算报告（默认 *.docx *.txt）", "which files are reports (default: *.docx *.txt)"),
    "help.write": ("写入本仓库的 .gitattributes 和设置", "write them to this repository's .gitattributes and settings"),
    "help.table": (
        "csv 写哪张表：changes、figures、passages、terms、promises、sections、sentences、summary；各期：pairs、editions、matrix、threads、lines、survival、coined、dropped、measures",
        (
            "which table csv holds: changes, figures, passages, terms, promises, sections, sentences, summary; "
            "of a series pairs, editions, matrix, threads, lines, survival, coined, dropped, measures"
        ),
    ),
    "git.attributes": ("写入仓库顶层的 {file}：", "into {file} at the top of the repository:"),
    "git.commands": ("在仓库里执行：", "run in the repository:"),
    "git.use": (
        (
            "之后：git diff 显示读出的文字；git diff --word-diff 逐字；git difftool -t yoy 打开对照屏；"
            "git difftool -t yoy-report 输出变化报告。"
        ),
        (
            "Then: git diff shows the text as read; git diff --word-diff its words; git difftool -t yoy opens the review "
            "screen; git difftool -t yoy-report prints the report of changes."
        ),
    ),
    "git.written": ("已写入 {count} 项：{file}", "{count} written: {file}"),
    "git.nothing": ("都已设置，无须改动。", "All set already; nothing to change."),
}

WORDS: dict[str, tuple[str, str]] = {
    **PAGE,
    **TABLES,
    **SHEETS,
    **FINDINGS,
    **MEASURES,
    **TRACE,
    **NOTICES,
    **WORD,
    **GIT,
}
