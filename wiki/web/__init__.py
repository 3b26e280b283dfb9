"""The HTTP ground that every domain stands on, without a word of any domain in it."""
