"""The site's own code: one model of the content, and the guard, render and export that read it.

Nothing in this package imports MkDocs: `hooks/events.py` is the only adapter.
"""

import atexit
import gc

# A check and a build make many objects, and few of them are rubbish before the process ends: cycles are looked for seldom, from the first
# import on, and not once more at the end.
gc.set_threshold(400_000, 50, 100)
atexit.register(gc.freeze)
