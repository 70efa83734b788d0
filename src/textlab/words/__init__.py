"""From a text to counts."""
