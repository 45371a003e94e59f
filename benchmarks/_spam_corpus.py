"""Comments on satirical essays and advertising in German, written for this project.

Each campaign of advertising and each temper of reader is a list of sentences; a comment is a few of
one list in a drawn order, with names, numbers and addresses drawn too. Campaigns that are kept for
testing share no sentence with those that are learned from: the filter has never seen them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

NAMES = [
    "Erna",
    "Otto",
    "Ines",
    "Hannelore",
    "Jörg",
    "Mehmet",
    "Sabine",
    "Lutz",
    "Katharina",
    "Bernd",
    "Anja",
    "Wolfgang",
    "Ayşe",
    "Dieter",
    "Petra",
    "Holger",
    "Svenja",
    "Jürgen",
    "Birgit",
    "Torsten",
    "Gülcan",
    "Ralf",
    "Monika",
    "Steffen",
]
DEALERS = [
    "Kredit Service",
    "Anna",
    "Finanz Team",
    "Michael",
    "Casino Bonus",
    "Julia Coach",
    "Dr. Weber",
    "SEO Agentur",
    "Krypto Experte",
    "Info",
    "Sandra",
    "Vital Shop",
    "Marketing Pro",
    "Peter",
]

WANTED_LEARNED: dict[str, Sequence[str]] = {
    "Zustimmung": [
        "Danke für den Text, ich habe in der Bahn laut gelacht.",
        "Genau so ist mein Abteilungsleiter, bis auf die Krawatte.",
        "Den Satz mit dem Spiegel habe ich mir ausgedruckt und über den Kopierer gehängt.",
        "Endlich schreibt es jemand auf.",
        "Meine Frau sagt, ich sei gemeint. Ich prüfe das noch.",
        "Das Bild mit der Resterampe passt auf unsere halbe Branche.",
    ],
    "Widerspruch": [
        "Da muss ich widersprechen: Nicht jeder, der etwas teilt, will bewundert werden.",
        "Der Essay macht es sich im dritten Absatz zu leicht.",
        "Mir fehlt die andere Seite, denn ohne Werbung findet ein kleiner Betrieb keine Kunden.",
        "Satire darf viel, aber hier trifft sie die Falschen.",
        "Ich arbeite selbst im Marketing und finde das Bild schief.",
        "Wer so schreibt, sollte auch einmal einen Verkauf verantwortet haben.",
    ],
    "Geschichte": [
        "Bei uns im Büro gab es einen, der hat jeden Montag seine Morgenroutine vorgelesen.",
        "Mein früherer Chef nannte sich Visionär und suchte dann seine Brille.",
        "Wir hatten einen Workshop über Demut, der Referent kam mit eigenem Fotografen.",
        "Die Brotdose stand neun Jahre in der Teeküche, niemand hat sie je geöffnet.",
        "Am letzten Tag hat er allen die Hand gegeben, nur dem Hausmeister nicht.",
        "Meine Leasingrate nimmt übrigens auch keine Daumen.",
    ],
    "Frage": [
        "Gibt es den zweiten Teil schon?",
        "Woher stammt die Zahl im vorletzten Absatz?",
        "Meinen Sie mit dem Typus wirklich nur Männer?",
        "Darf ich den Text im Seminar verwenden?",
        "Ist das Zitat von Tucholsky oder bilde ich mir das ein?",
        "Warum heißt die Karte eigentlich D3?",
    ],
}
WANTED_NEW: dict[str, Sequence[str]] = {
    "Geld": [
        "Mein Bruder hat für so ein Coaching einen Kredit aufgenommen, das ist kein Witz.",
        "Neunzig Tage, viertausend Euro, und am Ende gab es ein Zertifikat als PDF.",
        "Er versprach passives Einkommen und verkaufte einen Kurs über passives Einkommen.",
        "Die Rendite war vor allem eine Frage der Beleuchtung.",
        "Kostenlos war nur das Erstgespräch, und selbst das hat mich Nerven gekostet.",
        "Ich habe die Rechnung gerahmt.",
    ],
    "Fehler": [
        "Im zweiten Absatz fehlt ein Komma, sonst alles richtig.",
        "Der Link zur Quelle führt ins Leere, hier steht sie noch: https://archiv.example/heft/{n}",
        "Es heißt dasselbe, nicht das gleiche, sagt meine Deutschlehrerin.",
        "Auf dem Telefon ragt die Tabelle über den Rand.",
        "Die Jahreszahl stimmt nicht, das war ein Jahr später.",
        "Der Name wird mit zwei t geschrieben.",
    ],
    "Gezänk": [
        "Herr Vorredner, Sie haben den Text offenbar nicht gelesen.",
        "Ach was, Sie kennen meinen Beruf doch gar nicht.",
        "Ironie ist, wenn man trotzdem recht hat.",
        "Bitte bleiben Sie bei der Sache, auch wenn es schwerfällt.",
        "Das war nicht böse gemeint, nur wahr.",
        "Wir drehen uns im Kreis, aber immerhin gemeinsam.",
    ],
}
UNWANTED_LEARNED: dict[str, Sequence[str]] = {
    "Kredit": [
        "Sofortkredit ohne Schufa, Auszahlung in 24 Stunden!",
        "Sie brauchen dringend Geld? Wir helfen auch bei negativer Bonität.",
        "Beantragen Sie jetzt Ihren Kredit bis {n}000 € ganz bequem online.",
        "Niedrige Zinsen ab 2 % und keine Vorkosten garantiert.",
        "Kontaktieren Sie uns noch heute unter https://kredit-{w}.example/antrag",
        "Seriöse Kreditvermittlung seit über zwanzig Jahren.",
    ],
    "Casino": [
        "Die besten Online Casinos mit Bonus ohne Einzahlung findest du hier.",
        "Jetzt {n} Freispiele sichern und echtes Geld gewinnen!",
        "Spielautomaten, Roulette und Sportwetten rund um die Uhr.",
        "Mein Tipp: https://casino-{w}.example/bonus",
        "Willkommensbonus bis {n}00 € für neue Spieler.",
        "Gewinne garantiert, Auszahlung sofort.",
    ],
    "Backlinks": [
        "Toller Beitrag! Besuchen Sie auch meine Seite https://seo-{w}.example",
        "Wir bringen Ihre Website auf Platz 1 bei Google.",
        "Hochwertige Backlinks ab {n} € im Monat, jetzt Angebot anfordern.",
        "Mehr Besucher und mehr Umsatz für Ihr Unternehmen.",
        "Suchmaschinenoptimierung vom Profi, kostenlose Analyse inklusive.",
        "Gastbeiträge und Linkaufbau zu fairen Preisen.",
    ],
    "Abnehmen": [
        "{n} Kilo abnehmen in nur vier Wochen ohne Sport!",
        "Diese Kapseln haben mein Leben verändert.",
        "Natürliche Inhaltsstoffe, klinisch getestet, jetzt mit Rabatt.",
        "Bestellen Sie heute und sparen Sie 50 % unter https://vital-{w}.example/shop",
        "Fettverbrennung rund um die Uhr, auch im Schlaf.",
        "Nur noch wenige Packungen auf Lager.",
    ],
}
UNWANTED_NEW: dict[str, Sequence[str]] = {
    "Krypto": [
        "Ich verdiene mit Bitcoin {n}00 € am Tag, völlig automatisch.",
        "Dieser Handelsroboter macht dich finanziell frei.",
        "Melde dich jetzt an und sichere dir den Startbonus: https://coin-{w}.example",
        "Keine Erfahrung nötig, garantierte Rendite.",
        "Schreib mir auf WhatsApp, ich zeige dir, wie es geht.",
        "Nur noch wenige Plätze frei, sei schnell.",
    ],
    "Potenz": [
        "Potenzmittel rezeptfrei und diskret bestellen.",
        "Schnelle Lieferung, günstige Preise, Zahlung auf Rechnung.",
        "Jetzt Rabatt sichern: https://apotheke-{w}.example/angebot",
        "Natürlich und ohne Nebenwirkungen, klinisch getestet.",
        "Mehr Leistung, mehr Freude, garantiert.",
        "Bestellen Sie noch heute.",
    ],
    "Reichweite": [
        "Follower kaufen, echte Likes, sofortige Lieferung.",
        "{n}000 Abonnenten für nur {n} €, Angebot nur heute.",
        "Steigere deine Reichweite mit unserem kostenlosen Webinar.",
        "Hol dir deinen Platz im Mentoring: https://erfolg-{w}.example",
        "In 90 Tagen zu deinem besten Ich, jetzt Erstgespräch buchen.",
        "Wir machen dein Profil zur Marke.",
    ],
}


@dataclass(frozen=True)
class Comment:
    """A comment of the corpus and whether a moderator would reject it."""

    author: str
    website: str | None
    text: str
    unwanted: bool


def comments(
    draw: random.Random,
    wanted: dict[str, Sequence[str]],
    unwanted: dict[str, Sequence[str]],
    number: int,
) -> Iterator[Comment]:
    """`number` comments, a third of them advertising."""
    for index in range(number):
        spam = index % 3 == 0
        campaigns = unwanted if spam else wanted
        sentences = campaigns[draw.choice(sorted(campaigns))]
        chosen = draw.sample(sentences, draw.randint(2, 4))
        filled = [
            sentence.format(
                n=draw.randint(3, 99), w=draw.choice(["24", "plus", "jetzt", "pro", "xy"])
            )
            for sentence in chosen
        ]
        website = None
        if draw.random() < (0.5 if spam else 0.1):
            website = f"https://{'angebot' if spam else 'blog'}-{draw.randint(1, 400)}.example/"
        yield Comment(draw.choice(DEALERS if spam else NAMES), website, " ".join(filled), spam)
