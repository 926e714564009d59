"""How the laws are tried: the same examples on every machine, unless HYPOTHESIS_PROFILE asks for others."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)

settings.register_profile("reproducible", derandomize=True, deadline=None, database=None, print_blob=True)
settings.register_profile(
    "explore",
    deadline=None,
    max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "3000")),
    suppress_health_check=_SLOW,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "reproducible"))
