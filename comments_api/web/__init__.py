"""The service over HTTP: thin blueprints over the use cases."""
