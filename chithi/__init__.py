"""chithi: the system on which a Vietnamese province carries out a directive."""

__version__ = "0.1.0"
