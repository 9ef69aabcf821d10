"""briefgen: correct Dutch legal letters about youth care, from structured case facts."""

__version__ = "0.1.0"
