"""What Streamlit offers, release by release: derived data and its loader, no analysis logic."""
