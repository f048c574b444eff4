"""The partner's own people and its 云经销商, which customers belong to."""

RESELLERS = (
    "深圳市鹏云数科有限公司",
    "杭州“云起”信息技术有限公司",
    "=苏州等号网络科技有限公司",
    "武汉光谷云服科技有限公司",
    "重庆山城云联科技有限公司",
    "厦门鹭岛ＣＬＯＵＤ科技有限公司",
    "青岛海云汇科技有限公司",
    "深圳市鹏云数据有限公司",
)
"""All 云经销商 of the 总经销商; the first one is the replica's own `reseller`."""

MANAGERS = ("李娜", "张伟", "王芳", "刘洋", "陈静", "欧阳明月")
"""All 客户经理 of the 总经销商; the first one is the replica's own `manager`."""

SUPERVISED = frozenset(MANAGERS[:3])
"""The 客户经理 that report to the replica's own `supervisor`."""
