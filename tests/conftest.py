"""How the tests are run: without what is remembered on this machine, and with nothing left to remember.

The laws are tried with the same examples everywhere, unless HYPOTHESIS_PROFILE asks for others.
"""

from __future__ import annotations

import os
import signal

from hypothesis import HealthCheck, settings

from ddscore.documents.memory import PLACE

_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)

os.environ[PLACE] = ""

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # As whoever starts them in the background leaves it; the programs that tests interrupt would inherit it.
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("reproducible", derandomize=True, deadline=None, database=None, print_blob=True)
settings.register_profile(
    "explore",
    deadline=None,
    max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "3000")),
    suppress_health_check=_SLOW,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "reproducible"))
