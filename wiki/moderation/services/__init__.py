"""What moderators do beside deciding about an article: a module for each topic."""
