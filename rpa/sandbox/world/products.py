"""What Huawei Cloud sells: product types, products, regions."""

from dataclasses import dataclass

_CATALOGUE = {
    "弹性云服务器ECS": "通用计算增强型 c7.xlarge.2|通用计算增强型 c7.2xlarge.4|通用型 s6.small.1|"
    "内存优化型 m7.large.8|GPU加速型 p2s.2xlarge.8",
    "裸金属服务器BMS": "physical.s4.3xlarge|physical.h2.large",
    "云容器引擎CCE": "CCE集群 50节点 高可用|CCE Turbo集群 200节点",
    "云硬盘EVS": "高IO 100GB|超高IO 500GB|通用型SSD 40GB|极速型SSD 1TB",
    "对象存储服务OBS": "标准存储多AZ包 1TB|归档存储包 10TB|公网流出流量包 500GB",
    "弹性文件服务SFS": "SFS Turbo 标准型 500GB|SFS Turbo 性能型 2TB",
    "云备份CBR": "云服务器备份存储库 200GB|云硬盘备份存储库 1TB",
    "虚拟专用网络VPN": "VPN网关 基础型 100Mbit/s|VPN网关 专业型1 300Mbit/s",
    "弹性公网IP": "全动态BGP 5Mbit/s|静态BGP 10Mbit/s|共享带宽 50Mbit/s",
    "弹性负载均衡ELB": "独享型 应用型中型Ⅰ|独享型 网络型小型Ⅱ",
    "云数据库RDS": "MySQL 8.0 主备 4vCPUs | 16GB|PostgreSQL 14 单机 2vCPUs | 8GB|"
    "SQL Server 2019 标准版 8vCPUs | 32GB",
    "云数据库GaussDB": "GaussDB 分布式版 16vCPUs | 128GB|GaussDB(for MySQL) 8vCPUs | 32GB",
    "分布式缓存服务DCS": "Redis 6.0 主备 4GB|Redis 6.0 集群 32GB",
    "分布式消息服务Kafka": "kafka.4u8g.cluster × 3|kafka.2u4g.cluster × 3",
    "Web应用防火墙WAF": "标准版|专业版|铂金版",
    "企业主机安全HSS": "企业版 1台|旗舰版 10台|网页防篡改版",
    "内容分发网络CDN": "中国大陆流量包 10TB|全站加速请求包 1亿次",
    "AI开发平台ModelArts": "公共资源池 训练套餐 100小时|专属资源池 Ascend Snt9",
    "域名注册服务": ".com 1年|.cn 3年|.中国 1年",
    "云商店": "金蝶云·星辰 <标准版>|用友YonSuite “专业版”|泛微e-cology 100用户",
}

REGIONS = (
    "华北-北京四",
    "华东-上海一",
    "华东-上海二",
    "华南-广州",
    "华南-深圳",
    "西南-贵阳一",
    "华北-乌兰察布一",
    "中国-香港",
)


@dataclass(frozen=True, slots=True)
class Product:
    """A product and the product type it is listed under."""

    kind: str
    name: str


def _products() -> tuple[Product, ...]:
    """Split at a bar without blanks; a bar between blanks belongs to the name."""
    return tuple(
        Product(kind, name.replace("\0", " | "))
        for kind, names in _CATALOGUE.items()
        for name in names.replace(" | ", "\0").split("|")
    )


PRODUCT_TYPES = tuple(_CATALOGUE)
PRODUCTS = _products()
