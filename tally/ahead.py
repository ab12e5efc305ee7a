"""Reading ahead: the next parts of a file are made ready in a thread of their own while one is counted.

It pays where most of the work leaves the interpreter free, as pyarrow's decoding does and numpy's comparing of whole
parts; of small parts handing over costs more than it saves. A second thread that reads ahead gained nothing on two
processors.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Part = TypeVar("Part")


def ahead(parts: Iterator[Part], most: int = 1) -> Generator[Part, None, None]:
    """The same parts, up to ``most`` of them ready before they are asked for; an error comes in its place.

    Once it is closed nothing of ``parts`` runs any more.
    """
    with ThreadPoolExecutor(1, "kiemphieu-ahead") as reading:
        coming = deque(reading.submit(next, parts, None) for _ in range(most))
        try:
            while (part := coming.popleft().result()) is not None:
                coming.append(reading.submit(next, parts, None))
                yield part
        finally:
            for each in coming:
                each.cancel()
