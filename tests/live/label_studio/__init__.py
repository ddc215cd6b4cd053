"""Parts of the suite against a real Label Studio; `../label_studio.py` runs them."""
