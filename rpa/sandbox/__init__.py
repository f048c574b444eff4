"""A replica of 华为云 伙伴中心 that runs on this machine, for trying and testing flows."""
