"""A Django system's environment and its database, made once by its prepare.py and copied for each test."""

import shutil
import sys

from parts.environment import cache, digest, environment, once


class WithDatabase:
    def database(self, folder_variable, requirements="requirements.txt"):
        """Needs what `self.env` says; `folder_variable` names the folder of the database in it."""
        self.python = environment(self.app / requirements)
        wanted = self.data / "db.sqlite3"
        if wanted.exists():
            return
        made_from = [*self.app.rglob("*.py"), self.app / requirements]

        def make(folder):
            folder.mkdir()
            self.run(self.python, "prepare.py", env=self.env | {folder_variable: str(folder)}).wait()
            if not (folder / "db.sqlite3").exists():
                sys.exit("the database could not be made")

        shutil.copy(once(cache() / f"db-{digest(made_from)}", make) / "db.sqlite3", wanted)
