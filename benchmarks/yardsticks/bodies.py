"""The bytes that the product answered, by the name of the file that they were put into."""

import os
from functools import cache
from pathlib import Path


@cache
def bodies() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path(os.environ["BENCH_BODIES"]).iterdir()}
