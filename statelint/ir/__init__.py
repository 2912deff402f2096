"""The small language that everything else speaks: what a file does, as plain data. Imports nothing of ours."""
