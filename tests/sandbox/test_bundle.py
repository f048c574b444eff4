"""The modules of a page come as one script, each once, before those that import it."""

from __future__ import annotations

import re

import pytest

from rpa.sandbox.web.bundle import bundle
from rpa.sandbox.web.static import _text

MODULES = {
    "app/start.js": 'import { double, unit as one } from "../ti/numbers.js";\n'
    'import "./greet.js";\n'
    "export async function start() { return double(one); }\n",
    "app/greet.js": 'import { unit } from "../ti/numbers.js";\ngreet(unit);\n',
    "ti/numbers.js": "export const unit = 1;\nconst own = 2;\n"
    "export function double(a) { return own * a; }\nexport class Sum {}\n",
}
SCRIPT = """\
const _ti_numbers_js = (() => {
const unit = 1;
const own = 2;
function double(a) { return own * a; }
class Sum {}

return { unit, double, Sum };
})();
const _app_greet_js = (() => {
const { unit } = _ti_numbers_js;
greet(unit);

return {  };
})();
const { double, unit: one } = _ti_numbers_js;
const {} = _app_greet_js;
async function start() { return double(one); }
"""


def test_each_module_comes_once_and_before_those_that_import_it():
    assert bundle("app/start.js", MODULES.__getitem__) == SCRIPT


@pytest.mark.parametrize("page", ["app/shell.js", "site.js", "login.js", "verify.js", "welcome.js"])
def test_the_scripts_of_the_pages_ask_for_no_other(page):
    script = bundle(page, _text)
    assert re.findall(r"^(?:import|export)\b.*|\bimport\(.*", script, re.MULTILINE) == []
