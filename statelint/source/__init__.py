"""Which files there are, and their bytes as text: from paths on the disk to SourceFile."""
