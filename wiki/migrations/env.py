"""How alembic reaches the database: over the connection that `wiki.migrations` gives it."""

from alembic import context

import wiki.accounts.models
import wiki.articles.models
import wiki.attachments.models
import wiki.audit
import wiki.conversations.models
import wiki.help.models
import wiki.moderation.models
import wiki.outbox
import wiki.search.models
import wiki.taxonomy.models
import wiki.voice.models
import wiki.web.limits  # noqa: F401  these imports fill the metadata
from wiki.database import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
