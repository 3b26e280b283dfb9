"""Files that articles show: pictures, documents, recordings and short films.

An article's text names a file by its key, and whoever may see the text may see the file; articles themselves do not
know what the files are. What comes in is recognised by its content, made anew without what tells who made it or where,
and kept once however often it is added.
"""
