"""How fast ddscore is, as ratios to work that no reader of YAML or user of click can avoid.

`python -m tests.benchmarks` measures and prints them; nothing here is collected as a test.
"""
