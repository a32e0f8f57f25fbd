"""What a contributor's commands write into the content: the record of a translation, the scaffold of a case."""
