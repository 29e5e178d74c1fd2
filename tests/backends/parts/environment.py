"""What is made once and kept in the cache: virtual environments, databases."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path


def cache():
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("VIGIE_CACHE") or home) / "vigie"


def digest(paths):
    summed = hashlib.sha256(sys.version.encode())
    for path in sorted(paths):
        summed.update(path.name.encode() + path.read_bytes())
    return summed.hexdigest()[:16]


def once(folder, make):
    """Makes the folder once, also when several tests want it at the same moment."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with open(f"{folder}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        stamp = folder / ".complete"
        if not stamp.exists():
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            stamp.touch()
    return folder


def environment(requirements):
    """The Python of an environment with exactly these packages."""

    def make(folder):
        if subprocess.run([sys.executable, "-m", "venv", folder], stdout=sys.stderr).returncode:
            sys.exit("Python cannot make virtual environments: apt-get install python3-venv, or scripts/setup-test.sh")
        subprocess.run(
            [folder / "bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
            + ["--use-pep517", "-r", requirements],
            stdout=sys.stderr,
            check=True,
        )

    return once(cache() / f"venv-{digest([requirements])}", make) / "bin/python"
