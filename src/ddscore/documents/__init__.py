"""From text to a trusted document: strict YAML, JSON Schema, references, static checks of rubrics."""
