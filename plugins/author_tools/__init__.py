"""What an author runs: build, check, serve, publish, start a new essay.

Not a Pelican plugin: it runs Pelican. ``python -m plugins.author_tools --help`` lists the commands.
"""
