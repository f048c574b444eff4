"""Huawei Cloud APIs, called through the official SDK, which is imported where it is used."""
