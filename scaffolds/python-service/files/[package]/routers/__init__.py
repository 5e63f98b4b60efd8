"""Endpoints, one module per area: what comes in, what goes out. What is done stands in services/."""
