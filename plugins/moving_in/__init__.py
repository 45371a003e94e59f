"""From a WordPress export to texts of this publication. Pure modules; `author_tools` runs them.

Not a Pelican plugin: it writes manuscripts, and a build reads them like any others.
"""
