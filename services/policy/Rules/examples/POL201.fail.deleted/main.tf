# Nothing is left of it.
