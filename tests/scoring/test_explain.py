"""How a score was made can be added up again."""

from roleplay.scoring.explain import calculation_of
from roleplay.scoring.scorer import score
from tests.scoring.talk import OVEN
from tests.scoring.test_scorer import GOLDEN_TALK, GOOD, WHOLE


def test_the_sums_lead_to_the_total() -> None:
    card = score(GOLDEN_TALK, WHOLE, OVEN)
    made = calculation_of(card)
    earned = sum(each.earned for each in made.sums if each.earned is not None)
    assert card.total == int(100 * earned / made.weight_scored + 0.5)
    for each, criterion in zip(made.sums, card.criteria, strict=True):
        assert each.share is not None and each.level == criterion.level == int(5 * each.share + 0.5)


def test_every_check_is_counted_once() -> None:
    made = calculation_of(score(GOOD, WHOLE, OVEN))
    # 12 checks: no duty arose and no second concern came
    assert made.counts == {"met": 10, "partly": 0, "missed": 0, "not_scored": 2}
    assert (made.weight, made.weight_scored, made.enough_scored, made.critical_missed) == (100, 100, True, ())
