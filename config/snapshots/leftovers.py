"""What a backup leaves behind that was killed: a copy of everything, which nobody looks after."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings

# Longer than any backup takes.
AGE = timedelta(days=1)
PATTERNS = (".backup-*", ".restore-*", "backups/.*.tar.gz.*")


def purge(now: datetime) -> Iterator[int]:
    oldest = (now - AGE).timestamp()
    for path in [path for pattern in PATTERNS for path in sorted(settings.DATA_DIR.glob(pattern))]:
        if path.stat().st_mtime >= oldest:
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
        yield 1
