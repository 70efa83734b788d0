"""From counts and mentions to estimates."""
