"""The lab of the ad banner: its claims hold, its charts are those that it draws, and the page says what it found."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
import yaml

from tests.conftest import ROOT

FOLDER = ROOT / "docs/cases/ad-banner"
LANGUAGES = ("en", "ru")
CHARTS = [
    f"lab-{name}-{language}-{scheme}.svg"
    for name in ("calibration", "exploration", "close-price", "accidental-clicks")
    for language in LANGUAGES
    for scheme in ("light", "dark")
]
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")


@pytest.fixture(scope="module")
def lab() -> Any:
    spec = importlib.util.spec_from_file_location("ad_banner_lab", FOLDER / "lab.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def case(lab: Any) -> Any:
    return lab.read_case()


@pytest.fixture(scope="module")
def results(lab: Any, case: Any) -> Any:
    return lab.run(case)


@pytest.fixture(scope="module")
def drawn(lab: Any, case: Any, results: Any) -> dict[str, str]:
    return dict(lab.files(results, case))


def test_inputs_are_those_of_the_case(lab: Any, tmp_path: Path) -> None:
    text = (FOLDER / "case.yml").read_text("utf-8")
    values = yaml.safe_load(text)["inputs"]
    assert lab.read_case().ctr == pytest.approx(values["ctr"]["value"] / 100)
    assert lab.read_case().close_shows_lost == values["close_shows_lost"]["value"]
    changed = yaml.safe_load(text)
    changed["inputs"]["ctr"]["value"] = 1.5
    path = tmp_path / "case.yml"
    path.write_text(yaml.safe_dump(changed), "utf-8")
    assert lab.read_case(path).ctr == pytest.approx(0.015)


def test_a_changed_input_changes_the_lab(lab: Any, case: Any) -> None:
    dear = lab.close_price(replace(case, close_shows_lost=40.0), np.random.default_rng(1))
    assert abs(dear.price[dear.net.argmax()] - 40) <= 4


def test_the_fit_finds_the_truth(lab: Any) -> None:
    rng = np.random.default_rng(3)
    truth = np.array([-2.0, 0.8, -0.4])
    x = np.column_stack([np.ones(200_000), rng.standard_normal((200_000, 2))])
    y = rng.random(200_000) < 1 / (1 + np.exp(-x @ truth))
    assert lab.fit_logistic(x, y) == pytest.approx(truth, abs=0.03)


def test_auc_is_the_share_of_pairs_in_order(lab: Any) -> None:
    q, clicked = np.array([0.1, 0.2, 0.3, 0.4]), np.array([0.0, 1.0, 0.0, 1.0])
    assert lab._auc(q, clicked) == pytest.approx(3 / 4)


def test_sampling_inflates_and_the_correction_repairs(results: Any, case: Any) -> None:
    found = results.calibration
    for name in ("all", "corrected"):
        # Some 6,000 clicks to learn from leave a standard error of 1.3% on the level, more on the tenths.
        assert found.total[name] == pytest.approx(1, abs=0.06)
        assert found.ratio[name] == pytest.approx(1, abs=0.12)
    # Where clicks are rare, odds are rates, and the inflation is that of the odds.
    assert found.ratio["sampled"][0] == pytest.approx(1 / case.negative_rate, rel=0.1)
    assert (np.diff(found.ratio["sampled"]) < 0).all()
    assert found.ne["sampled"] > 4 > 1 > found.ne["all"]
    assert found.ne["corrected"] == pytest.approx(found.ne["all"], rel=0.01)


def test_auc_sees_neither_the_damage_nor_the_repair(results: Any) -> None:
    auc = results.calibration.auc
    assert auc["sampled"] == pytest.approx(auc["corrected"], abs=1e-9)
    assert auc["sampled"] == pytest.approx(auc["one_factor"], abs=1e-9)
    assert auc["sampled"] == pytest.approx(auc["all"], abs=0.002)


def test_a_ratio_of_one_proves_little(results: Any) -> None:
    found = results.calibration
    assert found.total["one_factor"] == pytest.approx(1)
    assert found.ratio["one_factor"][0] > 1.25
    assert found.ratio["one_factor"][-1] < 0.8


def test_thompson_loses_least_and_greed_most(results: Any) -> None:
    lost = {policy: curve[-1] for policy, curve in results.exploration.lost.items()}
    assert lost["thompson"] < lost["new_first"] < lost["uniform"] < lost["greedy"]
    assert lost["thompson"] < lost["greedy"] / 2
    for curve in results.exploration.lost.values():
        assert (np.diff(curve) > 0).all()


def test_greed_starves_new_ads(results: Any) -> None:
    found = results.exploration
    assert found.young_share["greedy"] < found.young_ads / 2
    assert found.young_share["thompson"] == pytest.approx(found.young_ads, rel=0.2)
    assert found.young_share["new_first"] > 1.5 * found.young_share["uniform"]


def test_a_priced_close_reorders_and_rarely_empties(results: Any, case: Any) -> None:
    found = results.close_price
    here = int(np.flatnonzero(found.price == case.close_shows_lost)[0])
    assert found.revenue[here] > 0.98
    assert found.closes[here] < 0.85
    assert found.empty[here] < 0.01
    assert (np.diff(found.revenue) <= 1e-12).all()
    assert (np.diff(found.closes) <= 1e-12).all()
    assert (np.diff(found.empty) >= 0).all()


def test_net_value_is_highest_at_the_true_price_and_flat_there(results: Any, case: Any) -> None:
    found = results.close_price
    assert found.price[found.net.argmax()] == case.close_shows_lost
    for factor in (0.5, 2):
        wrong = found.net[found.price == factor * case.close_shows_lost][0]
        assert 0 < found.net.max() - wrong < 0.005


def test_the_holdout_of_the_case_pays_what_the_lab_says(results: Any, case: Any) -> None:
    found = results.close_price
    inputs = yaml.safe_load((FOLDER / "case.yml").read_text("utf-8"))["inputs"]
    usual, harsh = (
        int(np.argmin(abs(found.price - fold * case.close_shows_lost))) for fold in (1, inputs["harsh_fold"]["value"])
    )
    fewer = 100 * (1 - found.closes[harsh] / found.closes[usual])
    assert fewer == pytest.approx(inputs["mild_close_drop"]["value"], abs=0.5)
    assert f"{100 * (1 - found.revenue[harsh] / found.revenue[usual]):.1f}" == str(inputs["harsh_drop"]["value"])


def test_version_1_has_the_rates_of_the_case(lab: Any, case: Any) -> None:
    click, close = lab._rates(case, np.random.default_rng(5))
    row, shown = np.arange(len(click)), click.argmax(axis=1)
    assert click[row, shown].mean() == pytest.approx(case.ctr)
    assert close[row, shown].mean() == pytest.approx(case.close_rate)


def test_without_slips_the_forecast_falls_short(results: Any, case: Any) -> None:
    found = results.accidental_clicks
    assert found.total["billed"] == pytest.approx(1, abs=0.02)
    assert found.total["reweighted"] == pytest.approx(1, abs=0.02)
    assert found.total["dropped"] == pytest.approx(1 - case.accidental_share, abs=0.02)
    assert found.ratio["dropped"][0] > found.ratio["dropped"][-1] + 0.2
    assert found.ratio["billed"] == pytest.approx(1, abs=0.03)


def test_order_without_slips(results: Any) -> None:
    billed, intended = results.accidental_clicks.billed, results.accidental_clicks.intended
    for method in ("dropped", "reweighted"):
        assert billed["ad"][method] < billed["ad"]["billed"]
        assert billed["place"][method] > billed["place"]["billed"]
        assert intended["ad"][method] > intended["ad"]["billed"]


def test_committed_data_are_those_of_the_lab(lab: Any, results: Any) -> None:
    assert_near(json.loads((FOLDER / "lab.json").read_text("utf-8")), lab.data(results))


def assert_near(committed: Any, now: Any) -> None:
    assert type(committed) is type(now)
    if isinstance(now, dict):
        assert list(committed) == list(now)
        for key in now:
            assert_near(committed[key], now[key])
    else:
        assert committed == pytest.approx(now, rel=1e-6, abs=1e-9)


def test_every_chart_is_committed_and_no_other(drawn: dict[str, str]) -> None:
    assert {path.name for path in FOLDER.glob("lab-*")} == set(CHARTS)
    assert {*CHARTS, "lab.json"} == set(drawn)


@pytest.mark.parametrize("name", CHARTS)
def test_committed_chart_is_what_the_lab_draws(drawn: dict[str, str], name: str) -> None:
    committed = (FOLDER / name).read_text("utf-8")
    # The last digits of a coordinate may differ between machines; nothing else.
    assert NUMBER.sub("0", committed) == NUMBER.sub("0", drawn[name])
    was, now = ([float(number) for number in NUMBER.findall(text)] for text in (committed, drawn[name]))
    assert was == pytest.approx(now, abs=0.01)


@pytest.mark.parametrize("name", CHARTS)
def test_chart_has_a_title_in_its_language(name: str) -> None:
    path = FOLDER / name
    assert path.stat().st_size < 60_000
    text = path.read_text("utf-8")
    assert "<!DOCTYPE" not in text
    root = ElementTree.fromstring(text)
    title = root[0].text or ""
    words = [" ".join(element.itertext()) for element in root.iter("{http://www.w3.org/2000/svg}text")]
    russian = "-ru-" in name
    assert root[0].tag == "{http://www.w3.org/2000/svg}title"
    assert bool(re.search("[а-яё]", title)) is russian
    assert set(title.split()) <= set(" ".join(words).split())
    assert ("Симуляция, lab.py" if russian else "Simulated, lab.py") in words


def test_the_same_run_draws_the_same_bytes(lab: Any, case: Any, results: Any, drawn: dict[str, str]) -> None:
    assert dict(lab.files(results, case)) == drawn


def test_tables_name_what_is_compared(lab: Any, results: Any) -> None:
    text = "\n".join(lab.tables(results))
    assert len(re.findall(r"^\d\. ", text, re.MULTILINE)) == 4
    for word in ("corrected", "thompson", "net value", "reweighted"):
        assert word in text


def test_draws_into_a_folder(
    lab: Any, results: Any, drawn: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lab, "run", lambda case: results)
    lab.main(["--draw", str(tmp_path / "new")])
    assert {path.name: path.read_text("utf-8") for path in (tmp_path / "new").iterdir()} == drawn


def said(results: Any) -> list[str]:
    """Return the figures that the page's section types."""
    one, two, three, four = results.calibration, results.exploration, results.close_price, results.accidental_clicks
    lost = {policy: curve[-1] for policy, curve in two.lost.items()}
    at = {price: (three.revenue[i], three.closes[i], three.empty[i]) for i, price in enumerate(three.price)}
    gain = {world: four.billed[world]["dropped"] / four.billed[world]["billed"] - 1 for world in four.billed}
    net = dict(zip(three.price, three.net, strict=True))
    return [
        *(f"{one.ratio['sampled'][i]:.0f}" for i in (0, -1)),
        *(f"{abs(one.ratio['one_factor'][i] - 1):.0%}" for i in (0, -1)),
        *(f"{one.ne[name]:.2f}" for name in ("sampled", "corrected")),
        *(f"{lost[policy]:.1f}" for policy in ("greedy", "uniform", "new_first", "thompson")),
        *(f"{share:.0%}" for share in (two.young_share["greedy"], two.young_ads, two.young_share["thompson"])),
        f"{1 - at[20][0]:.1%}",
        f"{1 - at[20][1]:.0%}",
        f"{three.net.max() - min(net[10], net[40]):.1%}",
        f"{at[200][2]:.1%}",
        *(f"{four.ratio['dropped'][i]:.0%}" for i in (0, -1)),
        *(f"{abs(gain[world]):.1%}" for world in ("ad", "place")),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_what_the_lab_found(results: Any, language: str) -> None:
    text = (FOLDER / f"index.{language}.md").read_text("utf-8")
    section = re.search(r"^### [^\n]*\{ #lab \}\n(.*?)(?=^##)", text, re.MULTILINE | re.DOTALL)
    assert section is not None
    shown = section[1].replace("\u00a0", " ")
    for figure in said(results):
        local = figure.replace(".", ",").replace("%", " %") if language == "ru" else figure
        assert re.search(rf"(?<![\d.,]){re.escape(local)}(?!\d)", shown), local
    assert [name for name in CHARTS if f"-{language}-" in name and name not in shown] == []
