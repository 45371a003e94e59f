"""What is said at the table: the announcements, and what the opponents have to say.

In braces stands what the script fills in: {label} is a value's name, {claim} a number the impostor
made up, {percent} how many of the other cards the expert's card beats; {mine} and {theirs} are the
two numbers compared, {card} is the card turned over. Outcomes are named as the opponent sees them:
"won" and "lost" are rounds, "victory" and "defeat" games.
"""

from __future__ import annotations

from typing import Any

from plugins.manuscript import Translate

OPPONENTS = ("zufall", "kenner", "hochstapler")
"""Their names in addresses and in the script."""


def words(_: Translate) -> dict[str, Any]:
    """Everything the script says, by the names it uses."""
    return {
        "mine": _("Your card: {card}"),
        "theirs": _("The opponent’s card, face down"),
        "yourCall": _("Round {round}. You call."),
        "theirCall": _("Round {round}. {opponent} calls: {label}."),
        "turn": _("Turn over"),
        "turned": _("{card}, {label}: you {mine}, {opponent} {theirs}."),
        "lower": _("Here the lower value wins."),
        "won": _("{opponent} takes {count} cards."),
        "lost": _("You take {count} cards."),
        "tie": _("A tie: the cards go to the middle."),
        "next": _("Go on"),
        "victory": _(
            "After {rounds} rounds all {count} cards are over there. You keep the mirror."
        ),
        "defeat": _(
            "After {rounds} rounds all {count} cards are yours. You can see yourself in them."
        ),
        "counted": _("Counted after {rounds} rounds: you {mine}, {opponent} {theirs}."),
        "copied": _("The link is in the clipboard. Whoever opens it is dealt the same cards."),
        "selected": _("The link is selected, Ctrl + C copies it."),
        "zufall": {
            "name": _("Chance"),
            "call": [
                _("{label}, why not."),
                _("Let us say {label}."),
                _("{label}. I had a feeling, though it was a different one."),
                _("Where were we? {label}."),
            ],
            "won": [
                _("Oh."),
                _("I suppose I meant that."),
                _("Me again. It has to be somebody."),
            ],
            "lost": [
                _("Also fine."),
                _("In the long run it evens out. I am not staying that long."),
                _("Was that mine?"),
            ],
            "tie": [_("That happens.")],
            "victory": [_("My money was on somebody else.")],
            "defeat": [_("Then not. Or next time, who can say.")],
        },
        "kenner": {
            "name": _("Expert"),
            "call": [
                _("{label}. In that, this card beats {percent} per cent of the others."),
                _("{label}, {percent} per cent. I merely mention it."),
                _("Mathematically, {label}. I am sorry for you, by {percent} per cent."),
            ],
            "won": [
                _("As expected."),
                _("That was the likely case."),
                _("Do not take it to heart. It was known beforehand."),
            ],
            "lost": [
                _("That was foreseen too, only less often."),
                _("An outlier. I shall keep an eye on it."),
                _("Interesting."),
            ],
            "tie": [_("A tie. Statistically, that is it for today.")],
            "victory": [_("Which was to be demonstrated.")],
            "defeat": [_("I shall check the figures. Do not count on me.")],
        },
        "hochstapler": {
            "name": _("Impostor"),
            "boast": [
                _("{label}: {claim}. I only say so to let you plan."),
                _("My card has {label} {claim}. The card does not know yet."),
                _("I do not like to talk about {label}. {claim}."),
                _("I have been asked not to flaunt {label} so much. It is {claim}."),
                _("{label}, {claim}, and that was an off day."),
                _("Researchers measured my {label} and then measured again. {claim}."),
                _("Take whatever you like. Only {label} would be embarrassing for you: {claim}."),
                _("{label}, {claim}. The photograph will follow."),
                _("I had {label} {claim} before there was a card for it."),
                _("{label} is {claim}. The column was too narrow, so you will see less of it."),
            ],
            "call": [
                _("{label}! {claim}, in case anybody is taking notes."),
                _("{label}. I do this professionally."),
                _("We shall take {label}. I see {claim} here, and I have excellent eyes."),
                _("{label}, {claim}. You may remain seated."),
                _("Do not say I failed to warn you about {label}. {claim}."),
            ],
            "caught": [
                _("{theirs} is after tax."),
                _("{theirs}? There is a digit missing in front. I shall speak to the printers."),
                _("{claim} was the value overseas."),
                _("{theirs}, quite so. The {claim} referred to my potential."),
                _("I said {claim} and meant {theirs}. That is a leadership technique."),
                _("Between {theirs} and {claim} lies my growth."),
                _("This card is not even mine. It was lying here."),
            ],
            "won": [
                _("As announced. Only the number was another."),
                _("I accept this card on my own behalf."),
                _("Do write that it was close. I shall write something else."),
            ],
            "lost": [
                _("I let you have that card. It is called delegation."),
                _("That was the dress rehearsal."),
                _("Congratulations. My press release says: by mutual agreement."),
                _("I have another of those at home."),
            ],
            "tie": [_("Two great minds at eye level. I leave the bending down to you.")],
            "victory": [_("No photographs, please. All right, one.")],
            "defeat": [_("Morally I won. Keep the cards, they are only the printed ones.")],
        },
    }
