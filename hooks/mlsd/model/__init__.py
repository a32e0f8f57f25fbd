"""What the content is: typed records read once from `framework.yml` and `docs/`."""
