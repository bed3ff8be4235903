"""What the command line says, in Chinese and in English: rows of the table of `compare.messages`."""

TALK = {
    "talk.printed": ("{file} 由 {program} 打印而成", "{file} was printed by {program}"),
    "talk.demo": (
        "接着看：make view 逐句审读这两版；demo.html 是完整报告，用浏览器打开。",
        "Next: `make view` reviews the two sentence by sentence; demo.html is the whole report, open it in a browser.",
    ),
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
    "help.no-pager": (
        "长文不经翻页程序（PAGER，否则 less -R）",
        "no pager for what is longer than a page (PAGER, else less -R)",
    ),
    "help.brief": (
        "只输出首页：沿用多少、值得细看的改动、承诺、指标",
        "the first page alone: what is carried over, quiet changes, promises, figures",
    ),
    "help.redline": (
        "Word 只要修订稿，不要前面的摘要和表格",
        "of a Word file the redline alone, without the pages before it",
    ),
    "help.language": (
        "两个文件的语言（默认按正文的文字判断）",
        "language of the files (default: by the letters of their prose)",
    ),
    "help.encoding": ("两个文件的编码（默认自动识别）", "encoding of the files (default: found out)"),
    "help.tracked": ("Word 修订：读作已接受，或读原文", "tracked changes of Word files: as accepted, or the original"),
    "help.old-period": (
        "旧版期别，如 2022、2023Q4、2024-01-31",
        "period of the old edition, as 2022, 2023Q4, 2024-01-31",
    ),
    "help.new-period": ("新版期别", "period of the new edition"),
    "help.only": (
        "只列这些类别，逗号分隔：{kinds}，或报告里的叫法（新增、删去…）",
        "show only these kinds, separated by commas: {kinds}, or as a report calls them (reworded, …)",
    ),
    "help.section": (
        "只列这一节：编号、标题中的词、id，或路径（三/（二））",
        "show only this section: number, words of its heading, id, or a path of them (A/B)",
    ),
    "help.min-weight": ("只列重要性不低于 W 的变化（0–1）", "show only changes of this weight or more (0-1)"),
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
    "help.no-cache": (
        "都重新比对，不用也不留上次的结果",
        "compare anew; neither use nor keep results of earlier runs",
    ),
    "help.explain": (
        "说明每处对应：由哪一步得出、相似度与对应可信度多少、哪些依据支持或反对",
        "say of each link which pass made it, its similarity and confidence, what spoke for and against it",
    ),
    "help.find": (
        "还要找什么，逗号分隔：{findings}，或 all",
        "what else to find, separated by commas: {findings}, or all",
    ),
    "help.earlier": ("本单位更早的各期", "earlier editions of the same unit"),
    "help.against": ("其他单位或个人的报告，查其表述", "reports of other units or persons, as sources of phrasing"),
    "help.upstream": ("上级的报告，查其表述", "reports of superiors, as sources of phrasing"),
    "help.background": (
        "通用表述的依据：shipped、none、文件或文件夹",
        "what boilerplate is told by: shipped, none, a file or a folder",
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

FINDING_NAMES = {
    "finding.edits": ("改动", "edits"),
    "finding.passages": ("沿用", "passages"),
    "finding.figures": ("指标", "figures"),
    "finding.signals": ("细看", "quiet"),
    "finding.terms": ("用语", "terms"),
    "finding.followups": ("承诺", "promises"),
}

WORDS: dict[str, tuple[str, str]] = {**TALK, **HELP, **FINDING_NAMES}
