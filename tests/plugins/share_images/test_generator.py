"""The generator by itself, without the rest of Pelican around it."""

from types import SimpleNamespace

import pytest
from blinker import NamedSignal
from pelican import signals
from pelican.settings import DEFAULT_CONFIG

from plugins.manuscript import InvalidSetting
from plugins.share_images import register
from plugins.share_images.generator import ShareImagesGenerator
from tests.plugins.share_images.test_pictures import Card, article


@pytest.fixture(autouse=True)
def nobody_else_is_told(monkeypatch):
    for name in ("generator_init", "get_generators"):
        monkeypatch.setattr(signals, name, NamedSignal(name))


def generator(tmp_path, context, **settings):
    own = {"DEFAULT_LANG": "de", "SITENAME": "Zoo", "SHARE_IMAGES_CACHE": str(tmp_path / "cache")}
    return ShareImagesGenerator(
        context={"articles": [], "hidden_articles": [], **context},
        settings={**DEFAULT_CONFIG, **own, **settings},
        path=str(tmp_path),
        theme=str(tmp_path),
        output_path=str(tmp_path / "output"),
    )


def written(tmp_path):
    output = tmp_path / "output"
    return {path.relative_to(output).as_posix() for path in output.rglob("*.png")}


def test_pelican_gets_the_generator():
    register()
    ((_receiver, given),) = signals.get_generators.send(None)
    assert given is ShareImagesGenerator


def test_templates_learn_of_every_picture_before_it_is_drawn(tmp_path):
    english = article(lang="en", url="en/essays/a/", translations=[])
    essays = [article(url="essays/a/", translations=[english])]
    hidden = [article(url="essays/b/", translations=[])]
    context = {
        "articles": essays,
        "hidden_articles": hidden,
        "deck": [Card()],
        "typology": SimpleNamespace(highest=100),
    }
    made = generator(tmp_path, context)
    made.generate_context()
    assert set(made.context["share_images"]) == {
        "essays/a/",
        "en/essays/a/",
        "essays/b/",
        "typologie/retiarius/",
    }
    assert written(tmp_path) == set()
    made.generate_output(None)
    told = {picture.url for picture in made.context["share_images"].values()}
    assert written(tmp_path) == told


def test_without_a_typology_there_are_essays(tmp_path):
    made = generator(tmp_path, {"articles": [article(translations=[])]})
    made.generate_context()
    made.generate_output(None)
    assert written(tmp_path) == {"share/essays/sichtbar-sein.png"}


def test_a_setting_that_cannot_be_used_is_named_in_the_language_of_the_site(tmp_path):
    with pytest.raises(InvalidSetting, match="SHARE_IMAGES_CACHE muss der Pfad eines Ordners"):
        generator(tmp_path, {}, SHARE_IMAGES_CACHE="").generate_context()
