"""How numbers, masks, units and dates are written: pieces of regular expressions and nothing else.

Used by the word cutter, which keeps a figure with its unit whole, and by the figure grammar, which reads it.
"""

MASK = r"[*＊]+"
"""A number, date or name that was blotted out."""

DIGITS = r"[\d０-９]+(?:[,，](?=[\d０-９]{3}(?![\d０-９]))[\d０-９]{3})*(?:[.．][\d０-９]+)?"
"""Arabic digits, plain or full-width, grouped by commas or not, with or without decimals."""

MASKED_DIGITS = rf"{MASK}(?:[.．][*＊\d]+)?"

HAN_DIGITS = "一二三四五六七八九十百千零〇两"
"""Chinese numerals; 万 and 亿 are scales and stand behind them."""

RANGE = r"[-–—－~～]"

SCALE = r"(?:[余多几]?(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)?[余多几]?)"
"""What may stand between a number and its unit."""

_UNITS = (
    "个百分点 百分点 个基点 基点 % ％ ‰ 倍 成"
    " 元 美元 欧元 日元 英镑 港元 人民币 块钱"
    " 微克/立方米 微克／立方米 微克每立方米 毫克/升 毫克/立方米 吨/小时"
    " 千瓦时 千瓦 兆瓦 吉瓦 瓦 度电 MW GW kW KW 伏 千伏 吨标准煤 标准煤 标煤 吨 公斤 斤 克 担 箱"
    " 平方公里 平方千米 平方米 立方米 立方 平方 平米 公顷 亩 公里 千米 里 厘米 毫米 米"
    " 人次 剂次 架次 辆次 车次 床位 人 名 户 家 个 项 件 条 座 所 处 套 间 台 辆 架 艘 列 张 份 次 场 期 批 宗 起 例 支 只 头 匹 羽 株 棵 门"
    " 类 种 位 名次 级 层 站 班 组 对 块 片 眼 口 盏 部 册 篇 卷 首 幅 枚 面 辆份 岁 部门 剂 标箱 TEU 艘次 班次 余"
    " 村 乡 镇 县 省 市 国 城 路 线 街 园 校 院 馆 厂 岗 人均"
    " 年期 年 个月 周年 个季度 个工作日 工作日 个小时 小时 分钟 秒 周 天 日"
    " 处次 台套 台（套） 个（处） 方 环节 环 点 届 代 幢 栋 根 样 户次 人天 学时 课时 学位 个标准 标准 期次 步 道 则 句 票"
)
UNITS = tuple(_UNITS.split())
"""Words that make a number a figure; the figure grammar sorts them into levels, rates, ranks and times."""

_LOOSE = (
    "村 乡 镇 县 省 市 国 城 路 线 街 园 校 院 馆 厂 岗 人均 年 年期 余 方 环 点 代 根 样 步 句 票 对 面 口 首 担 里"
)
LOOSE = frozenset(_LOOSE.split())
"""Units so loose that only the figure grammar may take them, behind a clear number."""

UNIT = "|".join(sorted((u for u in UNITS if u not in LOOSE), key=len, reverse=True))
UNIT = rf"(?:{UNIT})"

_MONTH = rf"(?:1[0-2]|0?[1-9]|{MASK})月(?:份|底|末|初|[上中下]旬|(?:[12]\d|3[01]|0?[1-9]|{MASK})[日号])?"
DATE_ZH = (
    rf"(?:(?:19|20)\d\d|{MASK}|[〇零一二三四五六七八九]{{4}}){RANGE}(?:(?:19|20)?\d\d|{MASK})年"
    rf"|(?:(?:19|20)\d\d|{MASK}|[〇零一二三四五六七八九]{{4}})年(?:{_MONTH}|度|底|末|初|上半年|下半年)?"
    rf"|(?:1[0-2]|[1-9]){RANGE}(?:1[0-2]|[1-9])月份?|{_MONTH}"
)
"""A date in Chinese, masked or not: 2021年, 2021年3月5日, 1-11月, **月底, ****－****年."""

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE_EN = (
    rf"(?:{MONTHS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+(?:19|20)\d\d)?(?!\d)|(?:{MONTHS})\s+(?:19|20)\d\d"
    r"|(?:fiscal\s+(?:year\s+)?)?\b(?:19|20)\d\d\b(?![.,]\d|\s?(?:%|percent\b|million\b|billion\b))"
)
"""A date in English: January 31, 2024, March 2023, fiscal 2023."""

UNIT_EN = (
    r"(?:percentage\s+points?|basis\s+points?|percent\b|per\s+cent\b|%|thousand\b|million\b|billion\b|trillion\b"
    r"|thousands\b|millions\b|billions\b|trillions\b|bps\b)"
)
NUMBER_EN = r"(?:[$€£¥]\s?)?\d+(?:,\d{3})*(?:\.\d+)?(?:[-‑–]\d+/\d+|\s?[¼½¾]|/\d+)?"
"""A number in English: $5.2, 1,234, 5-1/4, 5¼."""
