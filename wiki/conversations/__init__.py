"""The knowledge conversation: a guided interview with somebody who knows the work, which ends in drafts.

What is said stays between the two who talk: no role, list, feed or log gives it to anybody else, and the one who told
it can throw all of it away. What comes out is an ordinary draft of `wiki.articles`.
"""
