"""The shape of what people send to moderators, and what moderators send."""
