"""What was found out before, kept in a folder: JSON in, JSON out, every entry named by what it was made from.

An entry is never changed, only missed: its name is a digest of everything that it depends on. So the folder may be
deleted, shared by processes, copied or damaged at any moment; what cannot be read back exactly is made again.
"""
