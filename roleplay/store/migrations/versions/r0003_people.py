"""People, teams and sessions; reviews, comments and the playbook; assignments; and what figures are drawn from."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
QUEUE = ["kind", "queue_rank", "finished_at", "id", "person", "queue", "abandoned", "private", "parent", "review", "total", "sampled"]


def upgrade() -> None:
    attempts()
    people()
    doors()
    reviews()
    figures()
    assignments()


def attempts() -> None:
    op.add_column("attempt", sa.Column("private", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("attempt", sa.Column("barred", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("attempt", sa.Column("sampled", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("attempt", sa.Column("review", sa.Integer))
    op.add_column("attempt", sa.Column("queue", sa.String(24)))
    op.add_column("attempt", sa.Column("queue_rank", sa.Integer))
    op.add_column("attempt", sa.Column("queue_note", sa.JSON, nullable=False, server_default="{}"))
    op.create_index("ix_attempt_queue", "attempt", QUEUE)
    op.create_index("ix_attempt_scenario_finished", "attempt", ["scenario", "finished_at"])
    op.create_index(
        "ix_attempt_figures",
        "attempt",
        [
            "finished_at", "person", "rubric", "kind", "abandoned", "private", "parent", "sampled", "queue", "id",
            "scenario",
        ],
    )
    op.create_index(
        "ix_attempt_person_figures",
        "attempt",
        [
            "person", "kind", "finished_at", "rubric", "abandoned", "private", "parent", "sampled", "queue", "id",
            "scenario",
        ],
    )


def people() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("login", sa.String(120), nullable=False, unique=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("roles", sa.JSON, nullable=False),
        sa.Column("password", sa.String(255)),
        sa.Column("outside", sa.String(400), unique=True),
        sa.Column("disabled", sa.Boolean, nullable=False),
        sa.Column("made_at", TIME, nullable=False),
    )
    op.create_table(
        "team",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(120), nullable=False, unique=True),
    )
    op.create_table(
        "membership",
        sa.Column("person", sa.String(36), sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("team", sa.Integer, sa.ForeignKey("team.id"), primary_key=True),
        sa.Column("role", sa.String(8), primary_key=True),
    )
    op.create_index("ix_membership_team", "membership", ["team"])


def doors() -> None:
    op.create_table(
        "session",
        sa.Column("token", sa.String(64), primary_key=True),
        sa.Column("person", sa.String(36), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
        sa.Column("ends_at", TIME, nullable=False),
    )
    op.create_index("ix_session_person", "session", ["person"])
    op.create_table(
        "sign_in_link",
        sa.Column("token", sa.String(64), primary_key=True),
        sa.Column("person", sa.String(36), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("ends_at", TIME, nullable=False),
        sa.Column("used_at", TIME),
    )
    op.create_index("ix_sign_in_link_person", "sign_in_link", ["person"])
    op.create_table(
        "sign_in_try",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("last_at", TIME, nullable=False),
    )


def reviews() -> None:
    op.create_table(
        "review",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("attempt", sa.String(36), sa.ForeignKey("attempt.id"), nullable=False),
        sa.Column("scorecard", sa.Integer, sa.ForeignKey("scorecard.id"), nullable=False),
        sa.Column("coach", sa.String(64), nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("signed_at", TIME),
        sa.Column("seen_at", TIME),
        sa.Column("blind_at", TIME),
        sa.Column("total", sa.Integer),
        sa.Column("passed", sa.Boolean),
        sa.UniqueConstraint("attempt", "scorecard", "coach", "round", name="uq_review_attempt_coach"),
    )
    op.create_index("ix_review_signed_at", "review", ["signed_at"])
    op.create_table(
        "correction",
        sa.Column("review", sa.Integer, sa.ForeignKey("review.id"), primary_key=True),
        sa.Column("target", sa.String(80), primary_key=True),
        sa.Column("value", sa.String(16), nullable=False),
        sa.Column("blind", sa.String(16)),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("turns", sa.JSON, nullable=False),
        sa.Column("made_at", TIME, nullable=False),
    )
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("attempt", sa.String(36), sa.ForeignKey("attempt.id"), nullable=False),
        sa.Column("turn", sa.Integer),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("made_at", TIME, nullable=False),
    )
    op.create_index("ix_comment_attempt", "comment", ["attempt"])
    op.create_table(
        "playbook",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("scenario", sa.String(60), nullable=False),
        sa.Column("serves", sa.JSON, nullable=False),
        sa.Column("line", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("attempt", sa.String(36), sa.ForeignKey("attempt.id"), nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("edited", sa.Boolean, nullable=False),
        sa.Column("coach", sa.String(64), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("withdrawn_at", TIME),
    )
    op.create_index("ix_playbook_scenario", "playbook", ["scenario"])
    op.create_index("ix_playbook_attempt", "playbook", ["attempt"])


def figures() -> None:
    op.create_table(
        "level",
        sa.Column("attempt", sa.String(36), sa.ForeignKey("attempt.id"), primary_key=True),
        sa.Column("criterion", sa.String(60), primary_key=True),
        sa.Column("level", sa.Integer),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outcome",
        sa.Column("attempt", sa.String(36), sa.ForeignKey("attempt.id"), primary_key=True),
        sa.Column("topic", sa.String(80), primary_key=True),
        sa.Column("state", sa.String(16), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rating",
        sa.Column("attempt", sa.String(36), sa.ForeignKey("attempt.id"), primary_key=True),
        sa.Column("rubric_hash", sa.String(64), primary_key=True),
        sa.Column("criterion", sa.String(60), primary_key=True),
        sa.Column("check", sa.String(60), primary_key=True),
        sa.Column("rater", sa.String(160), primary_key=True),
        sa.Column("coach", sa.Boolean, nullable=False),
        sa.Column("rubric", sa.String(60), nullable=False),
        sa.Column("value", sa.Float, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_rating_coach", "rating", ["coach"])


def assignments() -> None:
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("title", sa.String(160), nullable=False),
        sa.Column("scenario", sa.String(60), nullable=False),
        sa.Column("persona", sa.String(60)),
        sa.Column("difficulty", sa.String(16)),
        sa.Column("starts_at", TIME, nullable=False),
        sa.Column("due_at", TIME),
        sa.Column("pass_mark", sa.Integer),
        sa.Column("allowed", sa.Integer),
        sa.Column("programme", sa.String(120)),
        sa.Column("stage", sa.Integer),
        sa.Column("gate", sa.String(16)),
        sa.Column("made_by", sa.String(64), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("withdrawn_at", TIME),
    )
    op.create_table(
        "assignee",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assignment", sa.Integer, sa.ForeignKey("assignment.id"), nullable=False),
        sa.Column("person", sa.String(64)),
        sa.Column("team", sa.Integer, sa.ForeignKey("team.id")),
        sa.UniqueConstraint("assignment", "person", "team", name="uq_assignee"),
    )
    for column in ("assignment", "person", "team"):
        op.create_index(f"ix_assignee_{column}", "assignee", [column])
