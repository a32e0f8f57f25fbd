"""What the content is: typed records read once from `framework.yml` and `docs/`."""

import os

# Content is validated by what stands here alone; to look for plugins means to read what every installed package says of itself.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
