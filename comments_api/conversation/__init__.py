"""What a thread and a comment are, and how they look. Knows no web, no database, no Pelican."""
