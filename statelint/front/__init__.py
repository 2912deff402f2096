"""Statelint inside other programs: they ask file by file, it answers from the project that the file belongs to."""
