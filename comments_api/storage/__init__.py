"""Where comments are kept (SQLite or PostgreSQL) and the files that are published of them."""
