"""Questions asked of many assessments."""
