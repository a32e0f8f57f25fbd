"""What a contributor's commands do besides checking: begin a case, record a translation, explain a rule."""
