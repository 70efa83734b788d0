"""textlab: read Chinese policy plans as data."""
