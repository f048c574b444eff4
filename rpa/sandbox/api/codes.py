"""What the API calls the things that the pages call by Chinese words."""

from typing import TypeVar

from rpa.sandbox.world.products import REGIONS

K = TypeVar("K")

ORDER_STATUS = {"待审核": 1, "处理中": 3, "已取消": 4, "已完成": 5, "待支付": 6, "待确认": 9}
ORDER_TYPE = {
    "开通": 1,
    "续订": 2,
    "变更": 3,
    "退订": 4,
    "包年/包月转按需": 10,
    "按需转包年/包月": 11,
    "试用": 13,
    "转商用": 14,
    "费用调整": 15,
}
ASSOCIATION = {"顾问销售": "1", "代售": "2"}
VERIFIED = {"未实名认证": "-1", "审核中": "0", "不通过": "1", "已实名认证": "2"}
TERM_STATUS = {"使用中": 2, "已冻结": 4, "已过期": 5}
DEMAND_STATUS = {
    "正常": 1,
    "宽限期": 2,
    "冻结中": 3,
    "变更中": 4,
    "正在关闭": 5,
    "已关闭": 6,
}
EXPIRE_POLICY = {"进入宽限期": 0, "转按需": 1, "自动退订": 2, "自动续订": 3}
CHARGE_MODE = {"包年/包月": 1, "按需": 3}
BILL_TYPE = {
    "消费-新购": 1,
    "消费-续订": 2,
    "消费-变更": 3,
    "退款-退订": 4,
    "消费-使用": 5,
    "消费-自动续订": 8,
    "调账-补偿": 9,
    "调账-扣费": 16,
    "消费-按月付费": 18,
    "退款-变更": 20,
    "退款-包年/包月转按需": 24,
    "消费-抹零补扣": 25,
    "消费-按年付费": 103,
}
BALANCE = {
    "现金支付": "BALANCE_TYPE_DEBIT",
    "信用支付": "BALANCE_TYPE_CREDIT",
    "代金券": "BALANCE_TYPE_COUPON",
    "储值卡": "BALANCE_TYPE_STORED_VALUE_CARD",
}
PAID_BY = {
    "现金支付": "cash_amount",
    "信用支付": "credit_amount",
    "代金券": "coupon_amount",
    "储值卡": "stored_value_card_amount",
}
QUOTA_STATUS = {"有效": 0, "失效": 3, "额度调整中": 4, "冻结": 5}
COUPON_STATUS = {"未激活": 1, "有效": 2, "已使用": 3, "已过期": 4, "已回收": 5}
COUPON_OPERATION = {"发放": "1", "手动回收": "2", "过期回收": "4"}

_SERVICES = {
    "弹性云服务器ECS": "ec2",
    "裸金属服务器BMS": "bms",
    "云容器引擎CCE": "cce",
    "云硬盘EVS": "ebs",
    "对象存储服务OBS": "obs",
    "弹性文件服务SFS": "sfs",
    "云备份CBR": "cbr",
    "虚拟专用网络VPN": "vpn",
    "弹性公网IP": "eip",
    "弹性负载均衡ELB": "elb",
    "云数据库RDS": "rds",
    "云数据库GaussDB": "gaussdb",
    "分布式缓存服务DCS": "dcs",
    "分布式消息服务Kafka": "dms",
    "Web应用防火墙WAF": "waf",
    "企业主机安全HSS": "hss",
    "内容分发网络CDN": "cdn",
    "AI开发平台ModelArts": "modelarts",
    "域名注册服务": "domain",
    "云商店": "marketplace",
}
SERVICE = {kind: f"hws.service.type.{code}" for kind, code in _SERVICES.items()}
RESOURCE = {kind: f"hws.resource.type.{code}" for kind, code in _SERVICES.items()}
REGION = dict(
    zip(
        REGIONS,
        (
            "cn-north-4",
            "cn-east-3",
            "cn-east-2",
            "cn-south-1",
            "cn-south-2",
            "cn-southwest-2",
            "cn-north-9",
            "ap-southeast-1",
        ),
        strict=True,
    )
)
