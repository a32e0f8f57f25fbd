"""The tetrahedron in a browser: it moves by mouse, touch and keyboard as the build says it does, and stands still without scripts."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from mlsd.figures.tetrahedron import VIEW, after, inside, spot
from mlsd.model.site import read_site
from mlsd.model.tetrahedron import AXES, AxisId
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import Visit
from tests.conftest import ROOT

Visitor = Callable[..., Visit]

CALCULATE = """async ([module, cases]) => {
  const { after, under } = await import(module);
  const data = JSON.parse(document.getElementById("mlsd-tetrahedron").textContent);
  return cases.map(({ points, technique, condition, seen, view, depth }) => {
    const { moves } = data.techniques[technique];
    const effects = Object.fromEntries(Object.entries(moves).map(([axis, each]) => [axis, each[condition] ?? each[0]]));
    return { after: after(data, points, effects), under: under(data, seen, view, depth) };
  });
}"""


def values(page: Page) -> list[float]:
    return [float(page.locator(f"#tetra-{axis}").input_value()) for axis in AXES]


def choose(page: Page, name: str) -> None:
    page.locator(".chip", has_text=name).first.click()


def middle(mark: Locator) -> tuple[float, float]:
    box = mark.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_browser_moves_the_point_as_the_build_does(visit: Visitor) -> None:
    data = read_site(ROOT).tetrahedron
    assert data
    chance = random.Random(11)
    cases, wanted = [], []
    for technique in data.techniques:
        for condition in range(technique.conditions):
            parts = [chance.random() for _ in AXES]
            points: dict[AxisId, float] = {axis: 10 * part / sum(parts) for axis, part in zip(AXES, parts, strict=True)}
            place = inside(points)
            seen = spot(place, place)
            view = {"yaw": VIEW["yaw"] + VIEW["turn"] * place.x, "pitch": VIEW["pitch"] + VIEW["nod"] * place.y}
            cases.append(
                {
                    "points": points,
                    "technique": technique.id,
                    "condition": condition,
                    "seen": {"x": seen.x, "y": seen.y},
                    "view": view,
                    "depth": seen.depth,
                }
            )
            wanted.append((after(points, technique.effects(condition)), points))
    opened = visit("framework/")
    results = opened.page.evaluate(CALCULATE, [f"{opened.host}assets/js/tetrahedron.js", cases])
    for result, (moved, same) in zip(results, wanted, strict=True):
        assert result["after"] == pytest.approx(moved)
        assert result["under"] == pytest.approx(same)


def test_a_technique_says_what_is_won_and_lost_and_why(visit: Visitor) -> None:
    opened = visit("en/framework/")
    page = opened.page
    verdict = page.locator(".tetra__verdict")
    expect(verdict).to_contain_text("Distillation: toward throughput and toward a short wait, away from short training")
    expect(verdict).to_contain_text("slightly away from accuracy. An exception: accuracy hardly pays")
    expect(verdict.get_by_role("link")).to_have_attribute("href", "https://arxiv.org/abs/1910.01108")
    accuracy = page.locator(".tetra__axis[data-axis=accuracy]")
    expect(accuracy).to_contain_text("↓ keeps 97% of BERT's quality")
    expect(accuracy.locator("output")).to_have_text("2.5 → 1.8")
    choose(page, "Boosting")
    expect(verdict).to_contain_text("Nobody pays: on such data the deep model was plain waste.")
    expect(accuracy.locator("output")).to_have_text("2.5")
    page.locator(".chip", has_text="often on sparse identifiers").click()
    expect(verdict).to_contain_text("away from accuracy.")
    expect(verdict).not_to_contain_text("Nobody pays")
    expect(accuracy.locator("output")).to_have_text("2.5 → 1.1")
    choose(page, "No technique")
    expect(page.locator(".tetra__when")).to_be_hidden()
    expect(verdict).to_have_text("All corners are equally far away.")
    page.get_by_role("button", name="Banner, version 1").click()
    assert values(page) == [4, 2, 1, 3]
    expect(verdict).to_have_text(
        "The nearest corner is throughput: the most predictions per second on the same machines."
    )
    opened.assert_clean()


def test_by_the_keyboard_what_one_corner_gains_the_others_lose(visit: Visitor) -> None:
    page = visit("framework/", reduced_motion="reduce").page
    chosen = page.get_by_role("radio", name="Дистилляция")
    chosen.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Квантование в int8")).to_be_checked()
    expect(page.locator(".tetra__verdict")).to_contain_text("Ни одна вершина не платит")
    page.keyboard.press("ArrowLeft")
    slider = page.get_by_role("slider", name="Точность")
    slider.focus()
    for _ in range(25):
        page.keyboard.press("ArrowRight")
    assert values(page) == pytest.approx([1.7, 5, 1.7, 1.7], abs=0.06)
    expect(slider).to_have_attribute("aria-valuetext", "5 из\u00a010")
    page.keyboard.press("End")
    assert values(page) == [0, 10, 0, 0]
    apex = middle(page.locator("[data-corner=accuracy] circle"))
    assert middle(page.locator(".tetra__start")) == pytest.approx(apex, abs=1)  # At once: motion is reduced.
    page.keyboard.press("Home")
    assert values(page) == pytest.approx([3.3, 0, 3.3, 3.3], abs=0.06)


def test_the_point_is_dragged_to_a_corner_by_the_mouse(visit: Visitor) -> None:
    opened = visit("en/framework/", reduced_motion="reduce")
    page = opened.page
    choose(page, "No technique")
    page.locator("svg.tetra__picture").scroll_into_view_if_needed()
    x, y = middle(page.locator(".tetra__point"))
    page.mouse.move(x, y)
    page.mouse.down()
    for part in (0.3, 0.6, 1.0):
        to_x, to_y = middle(page.locator("[data-corner=latency] circle"))
        page.mouse.move(x + (to_x - x) * part, y + (to_y - y) * part)
    to_x, to_y = middle(page.locator("[data-corner=latency] circle"))
    page.mouse.move(to_x + 60, to_y + 60)  # Outside: the nearest place of the solid.
    page.mouse.up()
    assert values(page)[3] > 9
    assert sum(values(page)) == pytest.approx(10, abs=0.2)
    before = values(page)
    page.mouse.move(x, y)
    assert values(page) == before
    opened.assert_clean()


def test_the_point_is_dragged_by_a_finger_and_the_page_still_scrolls(visit: Visitor) -> None:
    opened = visit("en/framework/", size="phone", has_touch=True, reduced_motion="reduce")
    page = opened.page
    page.locator("svg.tetra__picture").evaluate("(picture) => picture.scrollIntoView({block: 'center'})")
    choose(page, "No technique")
    page.locator("svg.tetra__picture").evaluate("(picture) => picture.scrollIntoView({block: 'center'})")
    touch = page.context.new_cdp_session(page)

    def finger(kind: str, *at: tuple[float, float]) -> None:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in at]})

    x, y = middle(page.locator(".tetra__point"))
    apex_x, apex_y = middle(page.locator("[data-corner=accuracy] circle"))
    finger("touchStart", (x, y))
    for part in (0.25, 0.5, 0.75):
        finger("touchMove", (x + (apex_x - x) * part, y + (apex_y - y) * part))
    finger("touchEnd")
    page.wait_for_function("Number(document.getElementById('tetra-accuracy').value) > 6")
    held = values(page)
    scrolled = page.evaluate("scrollY")
    box = page.locator("svg.tetra__picture").bounding_box()
    assert box
    x, y = box["x"] + 12, box["y"] + 40
    finger("touchStart", (x, y))
    for step in range(1, 8):
        finger("touchMove", (x, y - 25 * step))
    finger("touchEnd")
    page.wait_for_function("(before) => scrollY !== before", arg=scrolled)
    assert values(page) == held


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_and_fits_a_phone(visit: Visitor, language: str, scheme: str) -> None:
    opened = visit(f"{language}framework/", scheme=scheme, size="phone")
    page = opened.page
    page.set_viewport_size({"width": 320, "height": 700})
    for chip in ("int8", "M"):
        choose(page, chip)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for name in page.locator(".tetra__name:visible").all():
        box = name.bounding_box()
        assert box
        assert 0 <= box["x"] <= box["x"] + box["width"] <= 320
    assert violations(page, "article") == []
    opened.assert_clean()


def test_without_scripts_the_picture_stands_with_its_description(visit: Visitor) -> None:
    page = visit("en/framework/", script=False).page
    expect(page.get_by_role("img", name="The tetrahedron of trade-offs")).to_be_visible()
    expect(page.locator(".tetra figcaption")).to_contain_text("Here ten points are dealt like this: throughput 2.5")
    expect(page.locator(".tetra form").first).to_be_hidden()
    expect(page.locator(".tetra__path")).to_be_visible()
