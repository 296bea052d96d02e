"""Modules of the page that need no browser, asked by Python through Node."""

import json
import shutil
import subprocess
from typing import Any

from tools.here import WEB

CALL = """import {{ readFileSync }} from "node:fs";
console.log(JSON.stringify(await ({function})(JSON.parse(readFileSync(0, "utf8")))));"""


def evaluate(function: str, given: Any = None) -> Any:
    """What a JavaScript function answers to plain data; it imports from web/ as a page of the site does."""
    command = [shutil.which("node") or "node", "--input-type=module", "--eval", CALL.format(function=function)]
    told = subprocess.run(command, input=json.dumps(given), cwd=WEB, text=True, check=True, stdout=subprocess.PIPE)
    return json.loads(told.stdout)
