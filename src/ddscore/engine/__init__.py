"""From a case and a rubric to an assessment. Reads no file, no clock and no environment."""
