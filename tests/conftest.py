"""What all tests share."""

from __future__ import annotations

import os
import shutil
import signal

import pytest
from dlgrade.grader.worker.environment import ONE_THREAD

# As in a grading; two threads make small steps slower, and tests run on all cores already. Before NumPy is imported.
os.environ.update(ONE_THREAD)
# What a shell starts in the background ignores Ctrl-C, and all that it starts does; tests press it.
signal.signal(signal.SIGINT, signal.default_int_handler)


def browser() -> str | None:
    """Path of a Chromium, where there is one."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: opens the page in Chromium; always runs in CI")


def pytest_report_header() -> str:
    found = browser()
    return f"browser: {found}" if found else "browser: no Chromium here, tests that open the page are left out"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a browser its tests are left out, but never in CI; long tests run when they are asked for."""
    leave_out = []
    if not browser() and not os.environ.get("CI"):
        leave_out += [item for item in items if item.get_closest_marker("browser")]
    if "long" not in str(config.option.markexpr):
        leave_out += [item for item in items if item.get_closest_marker("long")]
    config.hook.pytest_deselected(items=leave_out)
    items[:] = [item for item in items if item not in leave_out]
