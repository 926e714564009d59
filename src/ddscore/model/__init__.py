"""Plain frozen data: what a case, a rubric, a score and an assessment are."""
