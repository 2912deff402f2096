"""The rule pages as a specification: parsed, checked for shape, and played on the linter and on real Streamlit."""
