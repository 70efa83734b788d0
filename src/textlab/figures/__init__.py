"""From estimates to pictures."""
