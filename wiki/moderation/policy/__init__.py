"""Who may do what beside articles: a module for each topic."""
