"""Who someone is, what they may do, and the sessions in which they do it."""
