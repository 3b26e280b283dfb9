"""The index in Whoosh. The only package that imports it: the rest of the program knows `engine.Engine`.

Whoosh keeps what it is good at: segments on disk, terms, postings with positions, commits that readers survive. It
does not analyse (documents arrive as words, `analysis` does that), parse queries (`grammar`), rank (`ranking`) or
store texts and snippets (the database has them). Segments never change once written, so what was read of one stays
in memory until it is merged away; deletions are a mask on top, new with every commit.

Traps of Whoosh 2.7 that shaped this: a second writer raises LockError at once (a lock of our own stands in front of
it); a killed writer leaves its folder of temporary files behind; compound segments open eleven times slower;
`update_document` opens a searcher for every document; `RamStorage` of two processes shares its temporary files.
"""

from wiki.search.whoosh_engine.engine import WhooshEngine

__all__ = ["WhooshEngine"]
