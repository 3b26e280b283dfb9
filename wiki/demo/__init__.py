"""The demonstration: articles, search words and queries, and how they are loaded into an empty wiki."""
