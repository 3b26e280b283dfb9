"""The moderator's desk: what waits, and the two decisions about it."""
