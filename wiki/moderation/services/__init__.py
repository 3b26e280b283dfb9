"""What moderators and readers do beside articles: a module for each topic."""
