"""The site's own code: one model of the content, and the guard, render and export that read it.

Nothing in this package imports MkDocs: `hooks/events.py` is the only adapter.
"""
