"""From plans to tables."""
