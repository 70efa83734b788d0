"""The commands of `textlab`, one a module: `add_parser` says its options, `run` does it."""
