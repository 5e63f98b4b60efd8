"""The API. Start with app.py."""
