"""Which notebooks need not run again: nothing that they read or wrote has changed.

As `make` does, but by content and not by the time of files. A notebook is taken
to read the corpus, the lock, the files beside it and textlab, and to write its
figures and executed copies; one that reads more is run by its name, or by `--again`.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from textlab.caching import digest, makers
from textlab.figures.saving import corpus_sha256
from textlab.files import sha256_file, write_whole
from textlab.reproduce import Job, prepared


@dataclass(frozen=True)
class PastRun:
    """A job of a study, and the file in which its last run on the same content is remembered.

    Made before the job runs, so that a notebook that is edited meanwhile runs again.
    """

    study: Path
    job: Job
    record: Path

    def answer(self) -> str | None:
        """What the run said was missing that left the files as they are; None where none did."""
        try:
            record = json.loads(self.record.read_text(encoding="utf-8"))
            same = record["files"] == self._left()
            return str(record["missing"]) if same else None
        except (OSError, ValueError, KeyError, TypeError):  # never run so, or the record is damaged
            return None

    def remember(self, missing: str) -> None:
        """Keep what the run answered, and the hashes of the files that it left."""
        record = {"missing": missing, "files": self._left()}
        text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True)
        write_whole(self.record, text.encode())

    def _left(self) -> dict[str, str]:
        """The SHA-256 of each file that a run has left."""
        job = self.job
        copies = [job.build / job.path.name, job.build / f"{job.path.stem}.html"]
        own = "en" if job.parameters.get("LANG") == "en" else ""
        figures = sorted((self.study / "figures" / own).glob(f"{job.path.name[:2]}-*"))
        left = [path for path in [*copies, *figures] if path.is_file()]
        return {path.relative_to(self.study).as_posix(): sha256_file(path) for path in left}


def past_run(study: Path, job: Job) -> PastRun:
    """The last run of a job on the content that it reads now.

    Raises
    ------
    NotebookError, CorpusError : the notebook cannot be read, or there is no corpus
    """
    beside = [path for path in job.path.parent.iterdir() if path.is_file()]
    lock = study / "requirements.lock"
    reads = {
        "cells": [[cell.cell_type, cell.source] for cell in prepared(job).cells],
        "beside": {
            path.name: sha256_file(path)
            for path in beside
            if path.suffix != ".ipynb" and not path.name.startswith(".")
        },
        "corpus": corpus_sha256(study / "corpus"),
        "lock": sha256_file(lock) if lock.is_file() else "",
        "made by": makers(),
    }
    return PastRun(study, job, study / "build" / "cache" / f"run-{digest(reads)[:32]}.json")
