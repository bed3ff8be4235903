"""What can go wrong, in Chinese and in English: rows of the table of `compare.messages`.

A key is `fault.` and the code of a `CompareError`, or of a fault that lies behind it; the fields are its facts.
"""

FILES = {
    "fault.no such file": ("文件不存在", "no such file"),
    "fault.no file name": ("不是文件名", "is no file name"),
    "fault.closed": ("已关闭", "is closed"),
    "fault.empty": ("是空文件", "is empty"),
    "fault.a folder": ("是文件夹，不是报告", "is a folder, not a report"),
    "fault.not permitted": ("没有读取权限", "may not be read (permission denied)"),
    "fault.cannot be opened": ("打不开（{why}）", "cannot be opened ({why})"),
    "fault.cannot be written": ("无法写入：{why}", "cannot be written: {why}"),
    "fault.cannot be read": ("读不出来：{why}", "cannot be read: {why}"),
    "fault.web address": (
        "是网址；请先把网页存成文件（本程序不联网）",
        "is a web address; save the page to a file first (nothing is fetched from the network)",
    ),
    "fault.too large": ("超过 {mib} MiB（设置项 {setting}）", "is larger than {mib} MiB (setting {setting})"),
    "fault.folder without reports": ("没有可读格式的报告", "holds no report in a format we know"),
    "fault.no report": ("是{what}，不是报告", "is {what}, no report"),
    "fault.picture": ("图片（{format}）", "a picture ({format})"),
    "fault.compressed": ("压缩文件（{format}）", "a compressed file ({format})"),
    "fault.archive": ("压缩包（{format}）", "an archive ({format})"),
    "fault.program": ("程序", "a program"),
    "fault.yoy result": (" yoy 的结果", "a result of yoy"),
    "fault.workbook": (" Excel 工作簿", "an Excel workbook"),
    "fault.slides": (" PowerPoint 文件", "a PowerPoint file"),
    "fault.another format": ("扩展名是 .{ending}，内容却不是", "is named .{ending} but holds something else"),
    "fault.reader missing": (
        "是 {format}；请先安装读取库：{command}",
        "is {format}; install the reader with: {command}",
    ),
    "fault.parser missing": ("是网页；请先安装解析库：{command}", "is HTML; install the parser with: {command}"),
    "fault.extra missing": ("需要 {what}；请安装：{extra}", "needs {what}; install the extra: {extra}"),
    "fault.web extra missing": ("需要 web 附加包：{command}", "needs the extra web: {command}"),
}

ENCODINGS = {
    "fault.unknown encoding": ("没有 {encoding!r} 这种编码", "unknown encoding {encoding!r}"),
    "fault.another encoding": ("是 {encoding} 编码，不是 {asked}", "is {encoding}, not {asked}"),
    "fault.undecodable": ("不是 {encoding} 编码：第 {at} 字节处为 {byte}", "is not {encoding}: byte {byte} at {at}"),
    "fault.broken UTF-8": (
        "是 UTF-8，但第 {at} 字节处 {byte} 已损坏",
        "is UTF-8 with a broken byte {byte} at {at}",
    ),
    "fault.no known encoding": (
        "编码无法识别；请用 --encoding 指明",
        "is in no known encoding; name it with --encoding",
    ),
    "fault.NUL bytes": ("不是文本：含有 NUL 字节", "is no text: it holds NUL bytes"),
    "fault.control characters": (
        "不是文本：{of} 个字符中有 {count} 个控制字符",
        "is no text: {count} of {of} characters are control characters",
    ),
}

FORMATS = {
    "fault.encrypted": ("已加密；请另存为不带密码的文件", "is encrypted; save it without a password"),
    "fault.encrypted Office file": (
        "是加密的 Office 文件；请另存为不带密码的文件",
        "is an encrypted Office file; save it without a password",
    ),
    "fault.no zip directory": ("压缩包已损坏：没有目录", "is a damaged container: no zip directory"),
    "fault.damaged part": ("压缩包已损坏：{part}（{why}）", "is a damaged container: {part} ({why})"),
    "fault.damaged document": ("文档已损坏：{part}（{why}）", "is a damaged document: {part} ({why})"),
    "fault.damaged PDF": ("PDF 已损坏（{why}）", "is a damaged PDF ({why})"),
    "fault.unpacked size": (
        "解压后超过 {mib} MiB（设置项 unpacked_largest）",
        "unpacks to over {mib} MiB (setting unpacked_largest)",
    ),
    "fault.unpacked ratio": (
        "解压后超过原大小的 {ratio} 倍（设置项 unpacked_ratio）",
        "unpacks to over {ratio} times its size (setting unpacked_ratio)",
    ),
    "fault.no Word file": ("是 zip 压缩包，但不是 Word 文件", "is a zip archive, but no Word file"),
    "fault.web page in Word": (
        "里面是网页而不是 Word 文本；请用 Word 打开后重新保存",
        "holds a web page instead of Word's own text; open it in Word and save it again",
    ),
    "fault.document type": (
        "声明了文档类型（{name}）；不读取实体",
        "declares a document type ({name}); entities are not read",
    ),
    "fault.nesting": (
        "嵌套超过 {levels} 层（设置项 {setting}）",
        "nests over {levels} levels deep (setting {setting})",
    ),
    "fault.no main document": ("其中没有可读的主文件", "holds no main document that can be read"),
    "fault.scan": (
        "是扫描件：{of} 页中有 {empty} 页没有文字；请先做文字识别（OCR）",
        "is a scan: {empty} of {of} pages hold no text; run text recognition (OCR) over it first",
    ),
    "fault.text layer": (
        "文字层读不出来：字体没有注明各字形是哪个字",
        "has a text layer that cannot be read: its fonts do not say which characters they show",
    ),
    "fault.pages": (
        "有 {pages} 页，超过 {most} 页（设置项 pages_most）",
        "has {pages} pages, over {most} (setting pages_most)",
    ),
    "fault.office missing": (
        "是 {format} 文件；读它需要 LibreOffice（soffice），或另存为 .docx",
        "is a file of {format}; it takes LibreOffice (soffice) to read it, or save it as .docx",
    ),
    "fault.office slow": (
        "LibreOffice 用时超过 {seconds} 秒（设置项 office_seconds）",
        "LibreOffice took over {seconds} s (setting office_seconds)",
    ),
    "fault.office start": ("LibreOffice 启动不了（{why}）", "LibreOffice cannot be started ({why})"),
    "fault.office failed": ("LibreOffice 转换不了", "LibreOffice could not convert it"),
    "fault.tracked side": (
        "{side} 既不是 accepted 也不是 original",
        "{side} is neither accepted nor original",
    ),
}

EDITIONS = {
    "fault.no sentence": ("没有一个句子", "holds no sentence"),
    "fault.two languages": (
        "语言是 {new}，而 {path} 是 {old}：无从比较",
        "is in {new}, and {path} is in {old}: nothing to compare",
    ),
    "fault.language of the series": (
        "语言是 {language}，而整个系列是 {series}",
        "is in {language}, the series in {series}",
    ),
    "fault.language of the background": (
        "语言是 {language}，而背景是 {background}",
        "is in {language}, the background in {background}",
    ),
    "fault.one edition": ("一个系列至少要两期", "a series needs two editions or more"),
    "fault.no period": (
        "正文和文件名里都没有期别；系列需要期别",
        "no period in the text or the file name; a series needs one",
    ),
    "fault.same edition": ("与 {path} 是同一期", "is the same edition as {path}"),
    "fault.same period": ("期别 {period} 与 {path} 相同", "has the period {period} as has {path}"),
    "fault.bad period": (
        "不是期别；写作 2022、2023Q4、2023-06 或 2024-01-31",
        "is no period; as 2022, 2023Q4, 2023-06 or 2024-01-31",
    ),
    "fault.standard input twice": ("标准输入只能是一版，不能是两版", "standard input holds one edition, not two"),
    "fault.standard input in a browser": (
        "标准输入不能在浏览器里显示；请指定文件",
        "standard input cannot be shown in a browser; name a file",
    ),
    "fault.unreadable units": ("读不出名册", "cannot be read as a list of units"),
    "fault.no unit": ("没有写出任何单位", "names no unit"),
    "fault.no list of names": ("不是名册：{word}", "is no list of names: {word}"),
    "fault.no background report": ("没有可作背景的报告", "no report to build it from"),
    "fault.background folder": ("没有可作背景的报告", "holds no report to make a background of"),
    "fault.unreadable background": ("读不出通用表述背景", "cannot be read as a background"),
    "fault.no background": ("不是本程序的通用表述背景", "is no background of this program"),
    "fault.no word": ("没有一个词", "holds no word"),
}

OPTIONS = {
    "fault.command line": ("{words}", "{words}"),
    "fault.near options": ("没有 {word} 这个选项；是不是 {near}？", "no option is called {word}; did you mean {near}?"),
    "fault.near commands": (
        "没有 {word} 这个命令；是不是 {near}？",
        "no command is called {word}; did you mean {near}?",
    ),
    "fault.in an option": ("{option}：{fault}", "{option}: {fault}"),
    "fault.no such kind": ("没有 {kind} 这个类别；可用：{known}", "no kind is called {kind}; known: {known}"),
    "fault.no such finding": ("没有 {finding} 这一项；可用：{known}", "no finding is called {finding}; known: {known}"),
    "fault.no such section": ("没有哪一节叫 {words}", "no section is called {words}"),
    "fault.near sections": (
        "没有哪一节叫 {words}；相近的有：{near}",
        "no section is called {words}; near: {near}",
    ),
    "fault.no such theme": ("没有 {theme} 这套配色；可用：{known}", "no theme is called {theme}; known: {known}"),
    "fault.no such key": ("没有 {key} 这个键名", "no key is called {key}"),
    "fault.one key twice": ("{key} 既是 {first} 又是 {second}", "{key} is both {first} and {second}"),
    "fault.no such table": ("没有 {table} 这张表；可用：{known}", "{table} is no table; known: {known}"),
    "fault.table not computed": ("{table} 没有计算", "{table} was not computed"),
    "fault.no weight": ("{value} 不是重要性；应在 0 到 1 之间", "{value} is no weight; from 0 to 1"),
    "fault.no width": ("{value} 不是列数；至少 20", "{value} is no width; at least 20"),
    "fault.no value": ("缺一个值", "expected one argument"),
    "fault.no such format": ("没有 {ending} 这种格式；可用：{known}", "{ending} is no format; known: {known}"),
    "fault.no ending": ("没有指明格式的扩展名；可用：{known}", "has no ending that names a format; known: {known}"),
    "fault.no brief format": ("没有 {format} 格式的；可用：{known}", "is no {format}; known: {known}"),
    "fault.printer missing": (
        "需要 Chromium 或 LibreOffice 才能生成；可先输出 .docx 或 .html，再打印为 PDF",
        "takes Chromium or LibreOffice to print it; write .docx or .html and print that",
    ),
    "fault.printer slow": ("{name} 打印超过 {seconds} 秒", "{name} took over {seconds} s to print it"),
    "fault.printer start": ("{name} 启动不了（{why}）", "{name} cannot be started ({why})"),
    "fault.printer failed": ("{name} 打印不出来", "{name} could not print it"),
    "fault.no series format": ("不是各期的格式；可用：{known}", "is no format of a series; known: {known}"),
    "fault.no lineage format": ("不是历程的格式；可用：{known}", "is no format of a lineage; known: {known}"),
    "fault.table without csv": (
        "只用于 csv；请加 --format csv 或指定 .csv 文件",
        "is for csv alone; add --format csv or name a .csv file",
    ),
    "fault.two formats": ("扩展名是 {ending}，而 --format 是 {format}", "ends as {ending}, and --format says {format}"),
    "fault.not for a terminal": (
        "不能显示在终端上；请用 -o 指定文件",
        "is nothing for a terminal; name a file with -o",
    ),
    "fault.output is read": (
        "是本次要读的文件；请用 -o 指定别的文件",
        "is read by this run; name another file with -o",
    ),
    "fault.output keeps marks": (
        "存有标记或人工决定；请用 -o 指定别的文件",
        "keeps marks or decisions; name another file with -o",
    ),
    "fault.screen alone": ("审读界面只能由 yoy 启动", "the review screen is started by `yoy` alone"),
    "fault.no terminal": ("没有终端可以显示", "there is no terminal to draw on"),
    "fault.host": ("{host}：{why}", "{host}: {why}"),
    "fault.no search pattern": ("不是正则表达式：{why}", "is no pattern: {why}"),
    "fault.no git pattern": (
        "不能用于 .gitattributes：不能有空白、引号、# 和 !",
        "is no pattern of .gitattributes: no blanks, quotes, # or !",
    ),
    "fault.not installed": ("没有安装", "is not installed"),
    "fault.git refuses": ("git 不肯：{why}", "{why}"),
    "fault.defect": (
        "程序自身有缺陷，已停下（{kind}，{place}）；请反馈，并附上 YOY_DEBUG=1 时的输出",
        "stopped by a defect of its own ({kind}, {place}); please report it, with what YOY_DEBUG=1 shows",
    ),
    "fault.engine defect": ("程序自身有缺陷（{kind}）", "{kind}"),
    "fault.engine ended": ("意外结束", "ended unexpectedly"),
}

ARGPARSE = {
    "unrecognized arguments: %s": "不认识的参数：%s",
    "the following arguments are required: %s": "缺少参数：%s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有 %(value)r 这个选项（可选：%(choices)s）",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "没有 %(parser_name)r 这个命令（可选：%(choices)s）",
    "expected one argument": "缺一个值",
    "expected at most one argument": "至多一个值",
    "expected at least one argument": "至少要一个值",
    "ignored explicit argument %r": "不带值，却给了 %r",
    "not allowed with argument %s": "不能与 %s 同用",
    "invalid %(type)s value: %(value)r": "%(value)r 不合要求（%(type)s）",
}
"""What argparse says, in Chinese, by its own templates: it asks for them through gettext, before it fills them in."""

BESIDE = {
    "fault.no TOML": ("不是 TOML：{why}", "is not TOML: {why}"),
    "fault.no keys": ("读不出来：{why}", "cannot be read: {why}"),
    "fault.no lexicon": ("不是词表：{why}", "is no lexicon: {why}"),
    "fault.no anchors file": ("不是对应关系文件：{why}", "is no anchors file: {why}"),
    "fault.no review file": ("不是审读记录：不是 JSON：{why}", "is no review file: not JSON: {why}"),
    "fault.nests too deep": ("嵌套太深", "it nests too deep"),
    "fault.number too large": ("含有超过 64 位的数", "it holds a number over 64 bits"),
    "fault.JSON at": (
        "第 {line} 行第 {column} 列有误（{words}）",
        "{words}: line {line} column {column}",
    ),
    "fault.not UTF-8": ("不是 UTF-8：第 {at} 字节处有误", "it is not UTF-8: a broken byte at {at}"),
    "fault.unknown key": ("没有 {key} 这个键", "unknown key {key}"),
    "fault.unknown threshold": ("没有 {name} 这个阈值", "unknown threshold {name}"),
    "fault.no whole number": (
        "{name} 是 {value}；应是 {least} 到 {most} 的整数",
        "{name} is {value}; a whole number from {least} to {most}",
    ),
    "fault.no number": (
        "{name} 是 {value}；应是 {least} 到 {most} 的数",
        "{name} is {value}; a number from {least} to {most}",
    ),
    "fault.named file only": (
        "设置了 {key}，只有用 --config 指定的文件才可以",
        "sets {key}, which only a file named by --config may",
    ),
    "fault.raised limit": (
        "把 {name} 提高到 {usual} 以上，只有用 --config 指定的文件才可以",
        "raises {name} above {usual}, which only a file named by --config may",
    ),
    "fault.settings no table": ("settings 应是一个表", "settings is no table"),
    "fault.no truth": ("{key} 只能是 true 或 false", "{key} is true or false"),
    "fault.no word or number": ("{key} 应是词、数或其列表", "{key} is a word, a number or a list of them"),
    "fault.lexicon language": ("没有 [{language}] 表", "has no table [{language}]"),
    "fault.lexicon weights": ("weights 应写作 [weights]", "weights must be written [weights]"),
    "fault.lexicon weight": ("重要性是 0 到 1 的数", "a weight is a number from 0 to 1"),
    "fault.no such signal": ("没有 {signal} 这种信号；可用：{known}", "no signal is called {signal}; known: {known}"),
    "fault.no such list": (
        "没有 {name} 这个词表；可用：scale, {known}",
        "no list is called {name}; known: scale, {known}",
    ),
    "fault.lexicon form": (
        "词表里是词，scale 须有 name、down、up 和 steps：{why}",
        "a list holds words, a scale needs name, down, up and steps: {why}",
    ),
    "fault.review format": ("不是审读记录：format 不是 {format}", "is no review file: its format is not {format}"),
    "fault.review version": (
        "是版本 {version} 的审读记录；可用版本：{known}",
        "is a review file of version {version}; known: {known}",
    ),
    "fault.review lists": ("审读记录里 marks 或 notes 不是列表", "is a review file whose marks or notes are no list"),
    "fault.review entry": (
        "审读记录里有读不出来的标记或批注",
        "is a review file with a mark or a note that cannot be read",
    ),
    "fault.anchors format": (
        '不是对应关系文件：应写明 format "{format}"、version {version}',
        'is no anchors file: format "{format}" version {version} expected',
    ),
    "fault.unknown entry": ("有不认识的条目：{entry}", "has an unknown entry: {entry}"),
    "fault.no array of tables": ("{kind} 应写作 [[{kind}]]", "{kind} must be written [[{kind}]]"),
    "fault.both sides": ("{kind} 第 {number} 个：应有 old 和 new", "{kind} {number}: old and new expected"),
    "fault.one side": (
        "{kind} 第 {number} 个：只应有 old 或 new 之一",
        "{kind} {number}: either old or new expected",
    ),
    "fault.anchor form": (
        "{kind} 第 {number} 个：句子写作文字，或 text、hash、nth",
        "{kind} {number}: a sentence is a text, or text, hash and nth",
    ),
    "fault.no anchor sentence": ("{kind} 第 {number} 个：没有指明句子", "{kind} {number}: names no sentence"),
    "fault.forced and forbidden": (
        "同一对句子既指定又禁止：{sentence}",
        "forces and forbids the same pair: {sentence}",
    ),
    "fault.several to several": (
        "把几句指定给几句，只能一对一、一对多或多对一：{sentence}",
        "links several sentences to several: {sentence}",
    ),
    "fault.linked and lone": (
        "同一句子既指定了对应又指定为无对应：{sentence}",
        "links a sentence and aligns it to nothing: {sentence}",
    ),
    "fault.anchor gone": (
        "{kind} 第 {number} 个已失效：{sentence} 不在任何一句中",
        "stale anchor: {kind} {number}: {sentence} stands in no sentence",
    ),
    "fault.anchor unclear": (
        "{kind} 第 {number} 个已失效：{sentence} 同时见于 {count} 句",
        "stale anchor: {kind} {number}: {sentence} stands in {count} sentences",
    ),
    "fault.no result": ("不是 yoy 的结果文件", "is no yoy result"),
    "fault.another result": (
        "是 {format} {version}；本程序读 {known} {latest}",
        "is {format} {version}; this is {known} {latest}",
    ),
    "fault.broken result": ("结果文件已损坏：{why}", "is a broken yoy result: {why}"),
    "fault.nothing there": ("{place} 所指的 {named} 不在其中", "it holds no {named} - at `{place}`"),
    "fault.another file": ("不是当初得出结果的那个文件", "is not the file that the result was made from"),
}

SYSTEM = {
    "fault.ENOENT": ("文件不存在", "No such file or directory"),
    "fault.EACCES": ("没有权限", "Permission denied"),
    "fault.EPERM": ("不允许", "Operation not permitted"),
    "fault.EISDIR": ("是文件夹", "Is a directory"),
    "fault.ENOTDIR": ("不是文件夹", "Not a directory"),
    "fault.ENAMETOOLONG": ("名字太长", "File name too long"),
    "fault.ELOOP": ("链接绕成了圈", "Too many levels of symbolic links"),
    "fault.EIO": ("读写出错", "Input/output error"),
    "fault.ENOSPC": ("磁盘已满", "No space left on device"),
    "fault.EDQUOT": ("超出磁盘配额", "Disk quota exceeded"),
    "fault.EROFS": ("文件系统只读", "Read-only file system"),
    "fault.EFBIG": ("文件太大", "File too large"),
    "fault.EEXIST": ("已存在", "File exists"),
    "fault.EBUSY": ("正被占用", "Device or resource busy"),
    "fault.EMFILE": ("打开的文件太多", "Too many open files"),
    "fault.ENXIO": ("没有这个设备", "No such device or address"),
    "fault.ENODEV": ("没有这个设备", "No such device"),
    "fault.EADDRINUSE": ("地址已被占用", "Address already in use"),
    "fault.EADDRNOTAVAIL": ("不是本机的地址", "Cannot assign requested address"),
}
"""Why the system refuses, by the names of its numbers."""

WORDS: dict[str, tuple[str, str]] = {
    **FILES,
    **ENCODINGS,
    **FORMATS,
    **EDITIONS,
    **OPTIONS,
    **BESIDE,
    **SYSTEM,
}
