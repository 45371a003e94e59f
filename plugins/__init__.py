"""Spiegelkabinett's Pelican plugins and the tools an author runs."""
