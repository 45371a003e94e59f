from __future__ import annotations

import re

import pytest

from plugins.manuscript import InvalidSetting
from plugins.narcissist_typology.balance.limits import Limits, Unit, parse_limits


def plain(message: str) -> str:
    return message


def test_a_site_that_says_nothing_has_the_limits_of_the_house():
    assert parse_limits({}, plain) == parse_limits({"TYPOLOGY_BALANCE": {}}, plain) == Limits()


def test_a_site_can_set_each_limit_and_keeps_the_others():
    own = {
        "rho_most": 1,
        "games": 100,
        "unit": "games",
        "best_of_most": 2.5,
        "tie_chance_most": 0.1,
    }
    limits = parse_limits({"TYPOLOGY_BALANCE": own}, plain)
    assert limits == Limits(
        rho_most=1, games=100, unit=Unit.GAMES, best_of_most=2.5, tie_chance_most=0.1
    )


def test_none_switches_the_limits_off():
    assert parse_limits({"TYPOLOGY_BALANCE": None}, plain) is None


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([], " must be a dictionary of limits, or None, not []."),
        ({"rho_mots": 0.5}, " has no limit 'rho_mots'. Did you mean “rho_most”?"),
        ({7: 0.5}, " has no limit 7. These exist: best_share_least, strong_share, "),
        ({"rho_most": 1.1}, "['rho_most'] must be a number from 0 to 1, not 1.1."),
        ({"rho_most": True}, "['rho_most'] must be a number from 0 to 1, not True."),
        ({"rho_most": "0.5"}, "['rho_most'] must be a number from 0 to 1, not '0.5'."),
        ({"best_of_most": 101}, "['best_of_most'] must be a number from 0 to 100, not 101."),
        ({"games": 99}, "['games'] must be a whole number from 100 to 1000000, not 99."),
        ({"games": 2e2}, "['games'] must be a whole number from 100 to 1000000, not 200.0."),
        ({"players": 1}, "['players'] must be a whole number from 2 to 12, not 1."),
        ({"unit": "Runden"}, "['unit'] must be “rounds” or “games”, not 'Runden'."),
        ({"informed_least": 0.95}, " has “informed_least” above “informed_most”."),
        ({"best_of_least": 2}, " has “best_of_least” above “best_of_most”."),
    ],
)
def test_a_limit_that_cannot_be_is_refused_by_the_name_of_the_setting(value, message):
    with pytest.raises(InvalidSetting, match=re.escape(f"The setting TYPOLOGY_BALANCE{message}")):
        parse_limits({"TYPOLOGY_BALANCE": value}, plain)
