"""A Report -> text for people (full, concise) or for programs (JSON)."""
