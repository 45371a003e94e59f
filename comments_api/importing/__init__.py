"""Discussions from elsewhere: read as what they were, taken over whole or not at all."""
