"""The parts of a Program that matter to some keys: it is laid out once and asked many times."""
