"""What the endpoints do: a transaction each, on the shared platform package."""
