"""statelint finds misuse of Streamlit's session state before a user of the app does."""

__version__ = "0.1.0"
