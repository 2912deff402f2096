"""The search for witnesses: what a user does, run by run, until a hard read that may fail does fail.

Exploring every later run at once (`sessions`) tells which reads are safe. For the rest this package plays exact runs,
each from one session at rest with one event, in the part of the program that can decide them. Whatever is opaque is
joined at the end of a run, so a failure that is found needs nothing but the events that its Journey lists.
"""
