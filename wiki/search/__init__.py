"""Finding articles: a small grammar, an analysis per language, an index that proposes and a database that decides."""
