"""What a reader sees beyond Markdown: checklists, glossary, head links, notices."""
