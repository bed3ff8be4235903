"""What can go wrong, in Chinese: patterns of the facts that errors state in English, and how a reader is told them.

Takes a fact, gives its Chinese words; imports nothing. `{}` stands for what a fact tells of this run and is carried
over in order. A fact without a pattern is told as it is.
"""

import re
from functools import cache

FACTS = {
    # files
    "no such file or directory": "文件不存在",
    "no such file": "文件不存在",
    "cannot be read": "读不出来",
    "cannot be opened ({})": "打不开（{}）",
    "may not be read (permission denied)": "没有读取权限",
    "is empty": "是空文件",
    "is closed": "已关闭",
    "is a folder, not a report": "是文件夹，不是报告",
    "is no file name": "不是文件名",
    "is a web address; save the page to a file first (nothing is fetched from the network)": "是网址；请先把网页存成文件（本程序不联网）",
    "is larger than {} MiB (setting {})": "超过 {} MiB（设置项 {}）",
    "is no text: it holds NUL bytes": "不是文本：含有 NUL 字节",
    "is no text: {} of {} characters are control characters": "不是文本：{1} 个字符中有 {0} 个控制字符",
    "is {}, no report": "是 {}，不是报告",
    "is in no known encoding; name it with --encoding": "编码无法识别；请用 --encoding 指明",
    "unknown encoding {}": "没有 {} 这种编码",
    "is {}, not {}": "是 {} 编码，不是 {}",
    "is not {}: byte {} at {}": "不是 {0} 编码：第 {2} 字节处为 {1}",
    "is UTF-8 with a broken byte {} at {}": "是 UTF-8，但第 {1} 字节处 {0} 已损坏",
    "is encrypted; save it without a password": "已加密；请另存为不带密码的文件",
    "is an encrypted Office file; save it without a password": "是加密的 Office 文件；请另存为不带密码的文件",
    "is a damaged container: {}": "压缩包已损坏：{}",
    "is a damaged document: {}": "文档已损坏：{}",
    "unpacks to over {} times its size (setting {})": "解压后超过原大小的 {} 倍（设置项 {}）",
    "unpacks to over {} MiB (setting {})": "解压后超过 {} MiB（设置项 {}）",
    "is a zip archive, but no Word file": "是 zip 压缩包，但不是 Word 文件",
    "is named {} but holds something else": "扩展名是 {}，内容却不是",
    "declares a document type ({}); entities are not read": "声明了文档类型（{}）；不读取实体",
    "nests over {} levels deep (setting {})": "嵌套超过 {} 层（设置项 {}）",
    "holds a web page instead of Word's own text; open it in Word and save it again": "里面是网页而不是 Word 文本；请用 Word 打开后重新保存",
    "is a scan: {} of {} pages hold no text; run text recognition (OCR) over it first": "是扫描件：{1} 页中有 {0} 页没有文字；请先做文字识别（OCR）",
    "has a text layer that cannot be read: its fonts do not say which characters they show": "文字层读不出来：字体没有注明各字形是哪个字",
    "has {} pages, over {} (setting {})": "有 {} 页，超过 {} 页（设置项 {}）",
    "is a damaged PDF ({})": "PDF 已损坏（{}）",
    "is a file of {}; it takes LibreOffice (soffice) to read it, or save it as .docx": "是 {} 文件；读它需要 LibreOffice（soffice），或另存为 .docx",
    "LibreOffice took over {} s (setting {})": "LibreOffice 用时超过 {} 秒（设置项 {}）",
    "LibreOffice cannot be started ({})": "LibreOffice 启动不了（{}）",
    "LibreOffice could not convert it": "LibreOffice 转换不了",
    "is PDF; install the reader with: {}": "是 PDF；请先安装读取库：{}",
    "is HTML; install the parser with: {}": "是网页；请先安装解析库：{}",
    "holds no sentence": "没有一个句子",
    "holds no report in a format we know": "没有可读格式的报告",
    "cannot be written: {}": "写不进去：{}",
    # editions
    "is in {}, and {} is in {}: nothing to compare": "语言是 {}，而 {} 是 {}：无从比较",
    "is in {}, the series in {}": "语言是 {}，而整个系列是 {}",
    "a series needs two editions or more": "一个系列至少要两期",
    "no period in the text or the file name; a series needs one": "正文和文件名里都没有期别；系列需要期别",
    "is the same edition as {}": "与 {} 是同一期",
    "is no period; as 2022, 2023Q4, 2023-06 or 2024-01-31": "不是期别；写作 2022、2023Q4、2023-06 或 2024-01-31",
    "has the period {} as has {}": "期别 {} 与 {} 相同",
    "standard input holds one edition, not two": "标准输入只能是一版，不能是两版",
    "stopped by a defect of its own ({}, {}); please report it, with what YOY_DEBUG=1 shows": "程序自身有缺陷，已停下（{}，{}）；请反馈，并附上 YOY_DEBUG=1 时的输出",
    "cannot be read as a list of units": "读不出名册",
    "names no unit": "没有写出任何单位",
    "is no list of names: {}": "不是名册：{}",
    # options
    "no kind is called {}; known: {}": "没有 {} 这个类别；可用：{}",
    "is for csv alone; add --format csv or name a .csv file": "只用于 csv；请加 --format csv 或指定 .csv 文件",
    "no section is called {}": "没有哪一节叫 {}",
    "no section is called {}; near: {}": "没有哪一节叫 {}；相近的有：{}",
    "is no {}; known: {}": "没有 {} 格式的；可用：{}",
    "{} is no format; known: {}": "没有 {} 这种格式；可用：{}",
    "has no ending that names a format; known: {}": "没有指明格式的扩展名；可用：{}",
    "takes Chromium or LibreOffice to print it; write .docx or .html and print that": "需要 Chromium 或 LibreOffice 才能生成；可先输出 .docx 或 .html，再打印为 PDF",
    "{} took over {} s to print it": "{} 打印超过 {} 秒",
    "{} could not print it": "{} 打印不出来",
    "{} cannot be started ({})": "{} 启动不了（{}）",
    "is nothing for a terminal; name a file with -o": "不能显示在终端上；请用 -o 指定文件",
    "the review screen is started by `yoy` alone": "审读界面只能由 yoy 启动",
    "unrecognized arguments: {}": "不认识的参数：{}",
    "the following arguments are required: {}": "缺少参数：{}",
    "argument {}: invalid choice: {} (choose from {})": "{}：没有 {} 这个选项（可选：{}）",
    "argument {}: expected one argument": "{}：缺一个值",
    "argument {}: expected at least one argument": "{}：至少要一个值",
    "argument {}: invalid float value: {}": "{}：{} 不是数",
    "argument {}: invalid int value: {}": "{}：{} 不是整数",
    "argument {}: not allowed with argument {}": "{}：不能与 {} 同用",
    "argument {}: no finding is called {}; known: {}": "{}：没有 {} 这一项；可用：{}",
    "argument {}: {} is no width; at least 20": "{}：{} 不是列数；至少 20",
    "argument {}: {} is no weight; from 0 to 1": "{}：{} 不是分量；应在 0 到 1 之间",
    "unknown key {}": "没有 {} 这个键",
    "unknown key {}; known: {}": "没有 {} 这个键；可用：{}",
    "unknown threshold {}": "没有 {} 这个阈值",
    "{} is {}; a whole number from {} to {}": "{} 是 {}；应是 {} 到 {} 的整数",
    "{} is {}; a number from {} to {}": "{} 是 {}；应是 {} 到 {} 的数",
    "is read by this run; name another file with -o": "是本次要读的文件；请用 -o 指定别的文件",
    "keeps marks or decisions; name another file with -o": "存有标记或人工决定；请用 -o 指定别的文件",
    "ends as {}, and --format says {}": "扩展名是 {}，而 --format 是 {}",
    "is no lexicon: {}": "不是词表：{}",
    "is no review file: not JSON: {}": "不是审读记录：不是 JSON：{}",
    "is a review file of version {}; known: {}": "是版本 {} 的审读记录；可用版本：{}",
    "is a review file with a mark or a note that cannot be read": "审读记录里有读不出来的标记或批注",
    "is not TOML: {}": "不是 TOML：{}",
    "sets {}, which only a file named by --config may": "设置了 {}，只有用 --config 指定的文件才可以",
    "raises {} above {}, which only a file named by --config may": "把 {} 提高到 {} 以上，只有用 --config 指定的文件才可以",
    "settings is no table": "settings 应是一个表",
    "{} is true or false": "{} 只能是 true 或 false",
    "{} is a word, a number or a list of them": "{} 应是词、数或其列表",
    "is no yoy result": "不是 yoy 的结果文件",
    "is a broken yoy result: {}": "结果文件已损坏：{}",
    "is not the file that the result was made from": "不是当初得出结果的那个文件",
    "is no anchors file: {}": "不是对应关系文件：{}",
    'is no anchors file: format "yoy/anchors" version 1 expected': '不是对应关系文件：应写明 format "yoy/anchors"、version 1',
    "has an unknown entry: {}": "有不认识的条目：{}",
    "{} must be written [[{}]]": "{} 应写作 [[{}]]",
    "{} {}: old and new expected": "{} 第 {} 个：应有 old 和 new",
    "{} {}: either old or new expected": "{} 第 {} 个：只应有 old 或 new 之一",
    "{} {}: a sentence is a text, or text, hash and nth": "{} 第 {} 个：句子写作文字，或 text、hash、nth",
    "{} {}: names no sentence": "{} 第 {} 个：没有指明句子",
    "forces and forbids the same pair: {}": "同一对句子既指定又禁止：{}",
    "links several sentences to several: {}": "把几句指定给几句，只能一对一、一对多或多对一：{}",
    "links a sentence and aligns it to nothing: {}": "同一句子既指定了对应又指定为无对应：{}",
    "{}: stale anchor: {} {}: {} stands in no sentence": "{}：{} 第 {} 个已失效：{} 不在任何一句中",
    "{}: stale anchor: {} {}: {} stands in {} sentences": "{}：{} 第 {} 个已失效：{} 同时见于 {} 句",
    "needs {}; install the extra: {}": "需要 {}；请安装：{}",
}


def in_chinese(fact: str) -> str:
    """The Chinese words for a fact; the fact itself where there is no pattern for it."""
    for pattern, words in _patterns():
        if match := pattern.fullmatch(fact):
            return words.format(*match.groups())
    return fact


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The patterns, those with more letters first."""
    ranked = sorted(FACTS.items(), key=lambda item: -len(item[0]))
    return tuple(
        (re.compile("(.+?)".join(map(re.escape, fact.split("{}"))), re.IGNORECASE | re.DOTALL), words)
        for fact, words in ranked
    )
