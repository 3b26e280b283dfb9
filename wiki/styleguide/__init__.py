"""The living style guide: every component in its states, for who makes the wiki. Not there in production."""
