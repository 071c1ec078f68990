"""Pictures of the sample world: plain drawings, sent in as anybody sends a photograph."""

from io import BytesIO

from PIL import Image, ImageDraw

SIZE = (1200, 800)
PAPER, PINE, SAFFRON, WATER, SOIL, STONE = "#f6f1e4", "#0e5f4b", "#e0a526", "#7fb2c4", "#a9805b", "#c9c3b4"


def _sent(drawn: Image.Image) -> bytes:
    written = BytesIO()
    drawn.save(written, "PNG")
    return written.getvalue()


def _paper() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    drawn = Image.new("RGB", SIZE, PAPER)
    return drawn, ImageDraw.Draw(drawn)


def four_scenarios() -> bytes:
    """Four squares, each with houses under another sky: many, some, few, one."""
    drawn, pen = _paper()
    for place, (sky, houses) in enumerate((("#cfe3ea", 4), ("#e8dcc0", 3), ("#d9d4cb", 2), ("#f0d9a8", 1))):
        left, top = 60 + place % 2 * 560, 50 + place // 2 * 370
        pen.rectangle((left, top, left + 520, top + 330), fill=sky, outline=PINE, width=4)
        pen.rectangle((left, top + 250, left + 520, top + 330), fill=PINE)
        for house in range(houses):
            x = left + 40 + house * 120
            pen.rectangle((x, top + 180, x + 80, top + 252), fill=SOIL)
            pen.polygon([(x - 10, top + 182), (x + 40, top + 130), (x + 90, top + 182)], fill="#7c2d26")
    return _sent(drawn)


def conflict_map() -> bytes:
    """Four layers on a map, lying over one another in the middle."""
    drawn, pen = _paper()
    pen.polygon([(0, 0), (420, 0), (300, 300), (360, 800), (0, 800)], fill=WATER)
    layer = Image.new("RGBA", SIZE, (0, 0, 0, 0))
    over = ImageDraw.Draw(layer)
    for box, colour in (
        ((330, 120, 800, 520), PINE),
        ((520, 260, 1010, 700), SAFFRON),
        ((420, 330, 760, 760), SOIL),
        ((640, 90, 1100, 480), STONE),
    ):
        over.ellipse(box, fill=(*bytes.fromhex(colour[1:]), 140), outline=PINE, width=4)
    drawn.paste(layer, mask=layer)
    return _sent(drawn)


def service_house() -> bytes:
    """One house with three doors under one roof."""
    drawn, pen = _paper()
    pen.rectangle((0, 620, 1200, 800), fill=PINE)
    pen.rectangle((150, 320, 1050, 640), fill=SOIL)
    pen.polygon([(110, 330), (600, 110), (1090, 330)], fill="#7c2d26")
    for place, door in enumerate((SAFFRON, WATER, PAPER)):
        left = 230 + place * 290
        pen.rectangle((left, 430, left + 160, 640), fill=door, outline=PINE, width=5)
    return _sent(drawn)


PICTURES = {
    # example: (drawing, what it shows)
    "Scenariodag med tre kommuner som krymper": (
        four_scenarios,
        "Fyra tecknade scenarier bredvid varandra: en ort med fyra, tre, två och ett hus.",
    ),
    "Konfliktkartan": (conflict_map, "En karta över en kust där fyra färgade ytor ligger över varandra på samma plats."),
    "Servicehuset med en hyra": (service_house, "Ett hus med tre dörrar i olika färg under ett gemensamt tak."),
}
