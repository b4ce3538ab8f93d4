#!/usr/bin/env bash
# Runs once, when Gradescope builds the image: installs dlgrade from the wheels beside this file.
# Nothing is fetched but the interpreter, and that only where the image has none of this version.
set -euo pipefail
root="${DLGRADE_AUTOGRADER:-/autograder}"
python="python@PYTHON@"
if ! "$python" -c "import ensurepip, venv" 2>/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$python" "$python-venv"
fi
"$python" -m venv "$root/dlgrade"
"$root/dlgrade/bin/python" -m pip install --quiet --no-index --find-links "$root/source/wheels" "dlgrade==@VERSION@"
