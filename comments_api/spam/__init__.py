"""What stands against abuse. Everything here orders or holds; people decide."""
