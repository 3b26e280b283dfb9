"""Practice knowledge: articles of seven types, their revisions, life cycle and reading pages."""
