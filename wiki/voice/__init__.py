"""What somebody says instead of typing it: a recording with a section of the text that they are writing.

A voice is personal data. Only who spoke hears it, and it goes by itself: with publication unless they keep it, with a
text that is thrown away, and with one that nobody touches any more. Its content lies apart from files that articles
show, in a place of its own, and is shared by no two recordings.
"""
