"""Policy across the routes of all products: who may call, from which pages, how often."""
