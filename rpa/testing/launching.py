"""What pytest-playwright lacks where its own browser is not installed: another one."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], browser_name: str
) -> dict[str, Any]:
    """Launch the browser that is there, unless one is named."""
    from rpa.testing.browsers import launch_options

    return launch_options(browser_type_launch_args, browser_name)
