"""How fast the wiki is, measured beside the least that Flask and SQLAlchemy could do. `wiki` knows nothing of this."""
