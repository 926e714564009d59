"""Many files, one question: a pure function over the contents of each, remembered, in parallel, in order.

It knows of files and of bytes, and of nothing that stands in them. What is asked is a function with a name,
so that another process or another machine can be told which. Results are the same however they were made.
"""

from ddscore.running.run import run
from ddscore.running.work import Done, Failed, How, Judge, Result, Work

__all__ = ["Done", "Failed", "How", "Judge", "Result", "Work", "run"]
