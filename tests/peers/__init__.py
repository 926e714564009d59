"""Published benchmarks, reproduced from the answers that were published with them.

The answers and the scores belong to those who published them and are no part of this repository. They are
looked for in the folder that the environment variable DDSCORE_PEERS names.
"""
