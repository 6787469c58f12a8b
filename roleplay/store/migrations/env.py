"""Alembic runs this for every command: it uses the connection that `migrate` hands over, in its transaction."""

from alembic import context

from roleplay.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,  # SQLite too, because we begin our transactions ourselves: all steps or none
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
