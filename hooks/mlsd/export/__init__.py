"""What a reader takes away, and what the finished site is searched by."""
