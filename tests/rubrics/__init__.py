"""The shipped rubrics, and rules of others that the language can say."""
