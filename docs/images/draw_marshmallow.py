"""Draws content/bilder/marshmallow.jpg, the photograph of a marshmallow that nobody took.

Run from the project's root. resvg draws light and shade, Pillow adds the grain of a fast film.
"""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path

import resvg
from PIL import Image, ImageChops, ImageFilter
from resvg import usvg

WIDTH, HEIGHT = 1600, 1000
TARGET = Path("content/bilder/marshmallow.jpg")

SCENE = f"""<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">
<defs>
  <radialGradient id="lamp" cx=".56" cy=".60" r=".62">
    <stop offset="0" stop-color="#d9b98a"/><stop offset=".35" stop-color="#8a5a3c"/>
    <stop offset=".75" stop-color="#3a1d1c"/><stop offset="1" stop-color="#140c10"/>
  </radialGradient>
  <linearGradient id="hall" x1="0" x2="0" y1="0" y2="1">
    <stop offset="0" stop-color="#0d0a0e"/><stop offset="1" stop-color="#2a1517"/>
  </linearGradient>
  <linearGradient id="side" x1="0" x2="1" y1="0" y2="0">
    <stop offset="0" stop-color="#b89f93"/><stop offset=".22" stop-color="#eadfd6"/>
    <stop offset=".55" stop-color="#fdf8f1"/><stop offset=".82" stop-color="#e3d2c8"/>
    <stop offset="1" stop-color="#a98a80"/>
  </linearGradient>
  <radialGradient id="top" cx=".58" cy=".35" r=".75">
    <stop offset="0" stop-color="#fffdf8"/><stop offset=".7" stop-color="#f3e8de"/>
    <stop offset="1" stop-color="#d5c2b6"/>
  </radialGradient>
  <linearGradient id="napkin" x1="0" x2="1" y1="0" y2="1">
    <stop offset="0" stop-color="#efe6d8"/><stop offset=".5" stop-color="#fbf6ec"/>
    <stop offset="1" stop-color="#c9b59c"/>
  </linearGradient>
  <filter id="soft" x="-50%" y="-50%" width="200%" height="200%">
    <feGaussianBlur stdDeviation="22"/></filter>
  <filter id="far" x="-50%" y="-50%" width="200%" height="200%">
    <feGaussianBlur stdDeviation="13"/></filter>
  <filter id="edge"><feGaussianBlur stdDeviation="1.6"/></filter>
</defs>
<rect width="{WIDTH}" height="{HEIGHT}" fill="url(#hall)"/>
<g filter="url(#far)">CHAIRS</g>
<rect y="560" width="{WIDTH}" height="440" fill="url(#lamp)"/>
<rect y="552" width="{WIDTH}" height="18" fill="#6b4231" opacity=".8" filter="url(#edge)"/>
<g transform="translate(820 760)">
  <path d="M-430 20 L40 -120 L470 30 L-10 200 Z" fill="#1a0d0d" opacity=".7" filter="url(#soft)"/>
  <path d="M-420 10 L40 -130 L460 20 L-10 185 Z" fill="url(#napkin)" filter="url(#edge)"/>
  <path d="M-190 -60 L240 100" stroke="#cdbda6" stroke-width="3" opacity=".8"/>
  <path d="M245 -57 L-215 98" stroke="#d9cbb6" stroke-width="3" opacity=".8"/>
  <path d="M60 20 C190 30 330 40 360 8 C330 -20 190 -30 90 -25 Z" fill="#3b211b"
    opacity=".62" filter="url(#soft)"/>
</g>
<g filter="url(#edge)">
  <ellipse cx="800" cy="770" rx="168" ry="52" fill="#6d4a3e" opacity=".8"/>
  <path d="M640 560 C628 640 630 700 642 755 C664 815 936 815 958 755 C970 700 972 640 960 560 Z"
    fill="url(#side)"/>
  <ellipse cx="800" cy="560" rx="160" ry="56" fill="url(#top)"/>
  <path d="M652 720 C700 782 900 782 950 716" fill="none" stroke="#c6a898"
    stroke-width="14" opacity=".35"/>
  <path d="M690 548 C740 522 850 518 900 540" fill="none" stroke="#ffffff"
    stroke-width="10" opacity=".8"/>
</g>
</svg>"""


def main() -> None:
    """Draw, and write the file."""
    chance = random.Random(1970)  # noqa: S311 the year of the experiment; nothing secret
    chairs = "".join(
        f'<rect x="{40 + column * 130 + row % 2 * 60}" y="{120 + row * 105}" width="{66 + row * 9}"'
        f' height="{86 + row * 9}" rx="16" fill="#7a2a2c" opacity="{0.14 + row * 0.1:.2f}"/>'
        f'<circle cx="{78 + column * 130 + row % 2 * 60}" cy="{108 + row * 105}" r="{9 + row * 2}"'
        f' fill="#f2e3cf" opacity="{chance.uniform(0.15, 0.75):.2f}"/>'
        for row in range(4)
        for column in range(13)
    )
    scene = usvg.Tree.from_str(SCENE.replace("CHAIRS", chairs), usvg.Options.default())
    drawn = resvg.render(scene, (1, 0, 0, 0, 1, 0))
    picture = Image.open(BytesIO(drawn)).convert("RGB")
    noise = Image.frombytes("L", (WIDTH, HEIGHT), chance.randbytes(WIDTH * HEIGHT))
    grain = noise.filter(ImageFilter.GaussianBlur(0.8)).point(
        lambda value: 128 + (value - 128) // 3
    )
    developed = ImageChops.overlay(picture, Image.merge("RGB", (grain, grain, grain)))
    developed.save(TARGET, quality=84, optimize=True, progressive=True)


if __name__ == "__main__":
    main()
