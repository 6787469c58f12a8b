"""One result from several runs: the middle one, and whether a coach should look."""

from collections.abc import Sequence

from roleplay.scorecard import VALUES, Result


def middle(results: Sequence[Result], critical: bool) -> Result:
    """The median of missed < partly < met over the runs that scored the check; not scored when most runs found no occasion.

    Between two middles the lower is taken: credit needs more than half of the runs. Of a critical check the higher, for
    the same reason: failing a whole attempt needs more than half of them.
    """
    scored = sorted((result for result in results if result in VALUES), key=VALUES.__getitem__)
    if len(scored) * 2 < len(results):
        return "not_scored"
    return scored[len(scored) // 2 if critical else (len(scored) - 1) // 2]


def is_unsure(results: Sequence[Result], runs: int) -> bool:
    """The runs disagree, or fewer than half of them gave a result that counts."""
    return len(set(results)) > 1 or len(results) * 2 < runs
