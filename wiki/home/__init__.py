"""The first page: a question, what is new, what waits for you, and ways to browse."""
