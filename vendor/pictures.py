"""Draws the pictures that cannot be SVG (favicon, touch icon, share card) with Chromium; run after the mark or the name changes.

python vendor/pictures.py [path to Chromium]
"""

import base64
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
SITE = HERE.parent / "src/samlar/web/static/samlar"
FONT = base64.b64encode((SITE / "vendor/atkinson-hyperlegible-next-normal.woff2").read_bytes()).decode()
LIGHT = ("#59907F", "#3E7F6E", "#256E5D", "#0B5D4E")
ON_PINE = ("#8FC2B3", "#B4D8CC", "#D9ECE5", "#FFFFFF")
TOPS = (24, 18, 10.5, 2)


def mark(colours: tuple[str, ...], size: int) -> str:
    bars = "".join(
        f'<rect x="{2 + 7.5 * i}" y="{top}" width="5.5" height="{30 - top}" rx="1" fill="{colours[i]}"/>' for i, top in enumerate(TOPS)
    )
    return f'<svg width="{size}" height="{size}" viewBox="0 0 32 32" style="display:block">{bars}</svg>'


def page(body: str, ground: str) -> str:
    face = f"@font-face{{font-family:A;src:url(data:font/woff2;base64,{FONT});font-weight:200 800}}"
    return f"<style>{face}body{{margin:0;background:{ground};font-family:A}}</style>{body}"


CARD = f"""<div style="width:1200px;height:630px;box-sizing:border-box;padding:88px 96px;display:flex;justify-content:space-between;align-items:flex-end;color:#fff">
<div style="align-self:stretch;display:flex;flex-direction:column;justify-content:space-between">
<div style="font-size:112px;font-weight:740;letter-spacing:-.03em;line-height:1">Samlär</div>
<div style="font-size:44px;line-height:1.3;max-width:620px;text-wrap:balance">Sveriges regioner lär tillsammans, och tar hem det de lärt.</div></div>
{mark(ON_PINE, 380)}</div>"""

PICTURES = {
    "favicon-32.png": (32, 32, mark(LIGHT, 32), "transparent"),
    "apple-touch-icon.png": (180, 180, f'<div style="padding:34px">{mark(ON_PINE, 112)}</div>', "#0B5D4E"),
    "share.png": (1200, 630, CARD, "#0B5D4E"),
}


def main() -> None:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=sys.argv[1] if len(sys.argv) > 1 else None, args=["--no-sandbox"])
        for name, (width, height, body, ground) in PICTURES.items():
            view = browser.new_page(viewport={"width": width, "height": height})
            view.set_content(page(body, ground))
            view.evaluate("document.fonts.ready")
            view.screenshot(path=SITE / name, omit_background=ground == "transparent")


if __name__ == "__main__":
    main()
