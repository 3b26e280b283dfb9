"""The words that articles are filed under: domains, building blocks, article types and free tags."""
