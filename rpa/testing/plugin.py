"""The pytest plugin: its options, what it collects, and its fixtures.

Every project with pytest loads this module, so what is heavy is imported where it is used.
"""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from rpa.testing import launching
from rpa.testing.options import add_options, value_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from rpa.testing.fixtures import RunFlow, StartSandbox
    from rpa.testing.runner import Runner

_ENDINGS = (".yaml", ".yml")
_SIGNS = (b"test:", b"expect")
_PLAYWRIGHT = "playwright"
_RUNNER = "rpa.testing.runner"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that tell where and how flows are run."""
    add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Join pytest-playwright, whose fixtures open the browser, and the report if one is wanted."""
    if config.pluginmanager.hasplugin(_PLAYWRIGHT):
        # Registered last, so that its fixture goes before that of the same name.
        config.pluginmanager.register(launching, "rpa-launching")
    if value_of(config, "report") and not hasattr(config, "workerinput"):
        from rpa.testing.reporting import SuiteReporter

        config.pluginmanager.register(SuiteReporter(config), "rpa-report")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Let the processes of pytest-xdist share one folder for their runs."""
    from rpa.testing.folders import output_folder

    node.workerinput["rpa_output"] = str(output_folder(node.config))


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the flows of a project that may be tests."""
    if file_path.suffix not in _ENDINGS:
        return None
    takes_all = parent.config.getoption("rpa_all") or parent.session.isinitpath(file_path)
    if not takes_all and not any(sign in file_path.read_bytes() for sign in _SIGNS):
        return None
    from rpa.testing.folders import is_flow_file

    if not is_flow_file(file_path):
        return None
    from rpa.testing.collect import FlowFile

    found: FlowFile = FlowFile.from_parent(parent, path=file_path, takes_all=takes_all)
    return found


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let no trace that was asked for keep the secrets of a flow."""
    report = yield
    if report.when == "teardown" and _RUNNER in sys.modules:
        from rpa.testing.traces import SECRETS, clean_traces

        clean_traces(report, item.stash.get(SECRETS, []), item.config.invocation_params.dir)
    return report


@pytest.fixture
def rpa_account(request: pytest.FixtureRequest) -> str | None:
    """Who signs in unless a test says otherwise; a test may parametrize it."""
    account: str | None = value_of(request.config, "account") or None
    return getattr(request, "param", account)


@pytest.fixture
def rpa_runner(request: pytest.FixtureRequest) -> Runner:
    """Run flows in the browser of the tests; `rpa_run` is easier to use."""
    from rpa.testing.runner import Runner

    return Runner(request)


@pytest.fixture
def rpa_run(rpa_runner: Runner, rpa_account: str | None) -> RunFlow:
    """Run a flow by its name, with its inputs: `rpa_run("order-resources", customer="…")`."""
    from rpa.testing.fixtures import RunFlow

    return RunFlow(rpa_runner, rpa_account)


@pytest.fixture
def rpa_page(rpa_runner: Runner, rpa_account: str | None) -> Iterator[Page]:
    """Give a page of the portal on which the account is signed in."""
    from rpa.testing.fixtures import signed_in_page

    with signed_in_page(rpa_runner, rpa_account) as page:
        yield page


@pytest.fixture
def rpa_sandbox(rpa_runner: Runner) -> Iterator[StartSandbox]:
    """Start replicas for one test alone: `rpa_sandbox(seed=7, faults=["short_page"])`."""
    from rpa.testing.fixtures import StartSandbox

    with StartSandbox(rpa_runner.settings.today) as start:
        yield start
