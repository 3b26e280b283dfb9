"""What colleagues tell of using an article, and what that says about the assumption under it."""
