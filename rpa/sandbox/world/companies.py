"""Company names as they are found in real customer lists, the awkward ones included."""

from collections.abc import Iterator

from rpa.sandbox.world.randomness import Chance

AWKWARD = (
    "=数通（北京）科技有限公司",
    "-零度冷链物流有限公司",
    "+86网络加速（深圳）有限公司",
    "@鹏城互娱文化传媒有限公司",
    "杭州“云上”数据服务有限公司",
    "上海O'Neil & Partners贸易有限公司",
    '广州"双引号"广告有限公司',
    "成都🚀星途航天科技有限公司",
    "ＡＢＣ（中国）全角科技有限公司",
    "西北农林畜牧水利交通运输能源化工建材与装备制造信息服务进出口贸易集团股份有限公司",
    "<b>西安粗体</b>软件有限公司",
    "重庆${客户}信息技术有限公司",
    "Hangzhou Cloud, Inc.",
    "𠮷野家（青岛）餐饮管理有限公司",
    "南京 Data Lake 科技有限公司",
    "武汉100%果汁饮料有限公司",
    "王伟",
    "鑫",
    "长沙\\反斜杠\\电子有限公司",
    "天津滨海新区中关村数字经济（产业）园开发建设有限责任公司第一分公司",
)
"""Each of these has broken an export somewhere."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_CITIES = _words(
    "北京 上海 广州 深圳 杭州 南京 苏州 成都 重庆 武汉 西安 长沙 郑州 济南 青岛 天津 "
    "合肥 福州 厦门 宁波 无锡 佛山 东莞 昆明 贵阳 南宁 海口 沈阳 大连 哈尔滨 长春 石家庄 "
    "太原 兰州 银川 乌鲁木齐 呼和浩特 拉萨"
)
_FIRST = "中华国天云智数海金恒瑞新博卓星远启鼎泰盛嘉宏汇创联"
_SECOND = "科信达通源辉拓图业维博腾诚航联捷越洋景润扬鸿森硕蓝"
_TRADES = _words(
    "科技 信息技术 网络科技 软件 数据服务 电子商务 智能装备 生物医药 新能源 供应链管理 "
    "文化传媒 教育科技 物流 汽车零部件 环保工程 食品 建筑设计 医疗器械 跨境电商 游戏"
)
_FORMS = _words("有限公司 有限公司 有限公司 股份有限公司 集团有限公司 有限责任公司")


def company_names(rng: Chance) -> Iterator[str]:
    """Yield names without end: every fourth of the first ones is awkward, some occur twice."""
    awkward = list(AWKWARD)
    rng.shuffle(awkward)
    last = ""
    number = 0
    while True:
        number += 1
        if number % 4 == 0 and awkward:
            yield awkward.pop()
        elif number % 17 == 0:
            yield last
        else:
            last = _ordinary(rng)
            yield last


def _ordinary(rng: Chance) -> str:
    city, trade, form = rng.one_of(_CITIES), rng.one_of(_TRADES), rng.one_of(_FORMS)
    brand = rng.one_of(_FIRST) + rng.one_of(_SECOND)
    match rng.between(0, 5):
        case 0:
            return f"{city}市{brand}{trade}{form}"
        case 1:
            return f"{brand}（{city}）{trade}{form}"
        case _:
            return f"{city}{brand}{trade}{form}"
