"""The lab of the case "an ad banner in a mobile app": four claims of the page on simulated traffic.

    python lab.py              prints four small tables
    python lab.py --draw DIR   draws the page's charts and writes their data, `lab.json`, into DIR

It needs numpy and PyYAML, matplotlib to draw, and `case.yml` beside it: rates and prices come from there, so a changed input changes the lab.
The same seed gives the same figures. It runs for some ten seconds on one core.

Simulated: rates of ads, users, and places drawn from textbook distributions; clicks, closes, and slips drawn from the rates.
Not claimed: sizes. How far ads and users differ from one another is made up, and the sizes hang on it. What the lab shows is in which direction
things move and where they break. Nobody here grows tired of an ad, leaves, or runs out of budget, and impressions are independent of each other.
"""

from __future__ import annotations

import argparse
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import numpy as np
import yaml
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Array = NDArray[np.float64]
HERE = Path(__file__).resolve().parent
SEED = 2026


@dataclass(frozen=True)
class Case:
    """What the lab takes from the inputs of `case.yml`; shares and rates are fractions of one."""

    ctr: float  # clicks per impression
    close_rate: float  # closes per impression
    price_click: float  # USD per click
    close_shows_lost: float  # future impressions that one close costs
    candidates: float  # ads per request in version 1
    negative_rate: float  # share of the impressions without a click that training keeps
    accidental_share: float  # share of the billed clicks that are slips
    explore_share: float  # share of the impressions given to exploration
    explore_ctr_ratio: float  # CTR of a random ad over that of a chosen one
    dau: float  # users per day
    shows_per_user: float  # impressions per user and day
    active_ads: float
    new_ads: float  # per day

    @property
    def shows_per_ad(self) -> float:
        """Impressions of an average ad in a day."""
        return self.dau * self.shows_per_user / self.active_ads

    @property
    def lifetime(self) -> int:
        """Days that an ad lives."""
        return round(self.active_ads / self.new_ads)

    @property
    def candidates_with_repeats(self) -> int:
        """Ads per request in version 2: no longer filtered are those that a daily user has seen and that are still live."""
        return round(self.candidates + self.shows_per_user * self.active_ads / self.new_ads)


def inputs_as_written(path: Path = HERE / "case.yml") -> dict[str, float]:
    """Return the inputs that the lab takes, each in its own unit."""
    inputs = yaml.safe_load(path.read_text("utf-8"))["inputs"]
    return {name: float(inputs[name]["value"]) for name in Case.__dataclass_fields__}


def read_case(path: Path = HERE / "case.yml") -> Case:
    """Read the inputs, percentages as fractions."""
    inputs = yaml.safe_load(path.read_text("utf-8"))["inputs"]
    unit = {"percent": 0.01}
    return Case(
        **{name: inputs[name]["value"] * unit.get(inputs[name]["unit"], 1.0) for name in Case.__dataclass_fields__}
    )


# 1. What sampling of negatives does to calibration, and how the correction repairs it.

TRAIN_SHOWS, TEST_SHOWS = 1_000_000, 500_000
COEFFICIENTS = np.array([0.7, -0.5, 0.4, 0.3, -0.3, 0.2])  # of the features, in logits; the spread is made up


@dataclass(frozen=True)
class Calibration:
    """Four predictions of the same impressions; the keys are `all`, `sampled`, `one_factor`, and `corrected`."""

    ratio: dict[str, Array]  # (10,) predicted over true CTR, by tenths of the score
    total: dict[str, float]  # predicted over true CTR, all impressions
    ne: dict[str, float]  # log-loss over that of the constant prediction
    auc: dict[str, float]


def calibration(case: Case, rng: Generator) -> Calibration:
    """Fit on all rows and on all clicks with a share of the rest; judge on new impressions against their true CTR.

    `sampled` is the model as fitted on the sample, `one_factor` the same divided by one number so that its mean is right, `corrected` the
    same through q = p / (p + (1 - p) / w).
    """
    x, ctr = _shows(case, rng, TRAIN_SHOWS)
    clicked = rng.random(TRAIN_SHOWS) < ctr
    kept = clicked | (rng.random(TRAIN_SHOWS) < case.negative_rate)
    new, true = _shows(case, rng, TEST_SHOWS)
    p = _sigmoid(new @ fit_logistic(x[kept], clicked[kept]))
    scores = {
        "all": _sigmoid(new @ fit_logistic(x, clicked)),
        "sampled": p,
        "one_factor": p * true.mean() / p.mean(),
        "corrected": p / (p + (1 - p) / case.negative_rate),
    }
    return Calibration(
        ratio={name: _ratio_by_tenths(q, true) for name, q in scores.items()},
        total={name: float(q.mean() / true.mean()) for name, q in scores.items()},
        ne={name: _log_loss(q, true) / _log_loss(np.full_like(true, true.mean()), true) for name, q in scores.items()},
        auc={name: _auc(q, true) for name, q in scores.items()},
    )


def fit_logistic(x: Array, y: NDArray[np.bool_], steps: int = 12) -> Array:
    """Fit a logistic regression by Newton's method; `x` is (rows, features) with a column of ones first."""
    theta = np.zeros(x.shape[1])
    theta[0] = np.log(y.mean() / (1 - y.mean()))
    for _ in range(steps):
        p = _sigmoid(x @ theta)
        theta += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x, x.T @ (y - p))
    return theta


def _shows(case: Case, rng: Generator, rows: int) -> tuple[Array, Array]:
    """Draw impressions: features (rows, 7), a column of ones first, and the true CTR (rows,), on average that of the case."""
    x = rng.standard_normal((rows, len(COEFFICIENTS)))
    logit = x @ COEFFICIENTS
    base = np.log(case.ctr)
    for _ in range(20):
        base += np.log(case.ctr / _sigmoid(base + logit).mean())
    return np.column_stack([np.ones(rows), x]), _sigmoid(base + logit)


def _sigmoid(logit: Array) -> Array:
    return 1 / (1 + np.exp(-logit))


def _ratio_by_tenths(q: Array, true: Array) -> Array:
    """Return predicted over true CTR (10,) in tenths of the impressions by score, the lowest first."""
    tenths = np.array_split(np.argsort(q), 10)
    return np.array([q[rows].mean() / true[rows].mean() for rows in tenths])


def _log_loss(q: Array, true: Array) -> float:
    """Return the expected log-loss, nats per impression: the truth is known here, so no labels are drawn and no noise comes in."""
    return float(-(true * np.log(q) + (1 - true) * np.log(1 - q)).mean())


def _auc(q: Array, true: Array) -> float:
    """Return the expected chance that a clicked impression scores higher than one without a click."""
    order = np.argsort(q)
    clicks, rest = true[order], 1 - true[order]
    return float(clicks @ (np.cumsum(rest) - rest / 2) / (clicks.sum() * rest.sum()))


# 2. Greed, Thompson sampling, and random exploration where ads come and go.

MARKET_ADS, MARKET_CANDIDATES = 200, 30  # ads alive at a time; how many of them, drawn at random, a request may show
CTR_SPREAD = 0.5  # standard deviation of the ads' CTR over its mean
YOUNG_DAYS = 3  # an ad is young in its first days
WARM_UP, DAYS = 20, 40  # days before the count begins, days counted
HOURS, DECISIONS, WORLDS = 24, 50, 4  # counters are renewed hourly; decisions drawn per hour; markets averaged
POLICIES = ("greedy", "uniform", "new_first", "thompson")


@dataclass(frozen=True)
class Exploration:
    """Four policies in the same markets; the keys are `POLICIES`."""

    day: Array  # (40,) 1, 2, …
    lost: dict[
        str, Array
    ]  # (40,) clicks lost against the best choice so far, in days' worth of the best choice's clicks
    young_share: dict[str, float]  # share of the impressions that go to ads in their first three days
    young_ads: float  # share of such ads among all
    ctr: dict[str, float]  # clicks per impression


@dataclass(frozen=True)
class Market:
    """Ads of one market, in the order of their birth, and what has been seen of them, counted in place."""

    ctr: Array  # (ads,) true
    prior: tuple[float, float]  # of the Beta distribution that the CTRs are drawn from; policies know it
    shows: Array  # (ads,) so far
    clicks: Array  # (ads,) so far

    def known(self, ads: slice) -> tuple[Array, Array]:
        """Return both parameters of the Beta distribution of each ad's CTR after what has been seen."""
        return self.prior[0] + self.clicks[ads], self.prior[1] + self.shows[ads] - self.clicks[ads]


def exploration(case: Case, rng: Generator) -> Exploration:
    """Let each policy choose in the same markets; the mean CTR of a random ad is the case's for exploration.

    Greed shows the highest smoothed CTR. Uniform exploration draws its share of the impressions from all ads, `new_first` from the young ones; the
    rest is greed. Thompson sampling draws a CTR for each ad from what is known of it and shows the highest.
    """
    seeds = rng.integers(2**32, size=WORLDS)
    runs = {
        policy: np.mean([_live(case, policy, default_rng(seed)) for seed in seeds], axis=0)[:, WARM_UP:]
        for policy in POLICIES
    }
    return Exploration(
        day=np.arange(1.0, DAYS + 1),
        lost={policy: np.cumsum(best - got) / best.mean() for policy, (best, got, _) in runs.items()},
        young_share={policy: float(young.mean()) for policy, (_, _, young) in runs.items()},
        young_ads=float(_young(case).mean()),
        ctr={policy: float(got.mean()) for policy, (_, got, _) in runs.items()},
    )


def _live(case: Case, policy: str, rng: Generator) -> Array:
    """Return (3, days): clicks per impression of the best choice and of the policy, and the share of impressions that young ads get."""
    days, born, young = WARM_UP + DAYS, _born(case), _young(case)
    market = _market(case, rng, MARKET_ADS + born * days)
    requests, chance = (
        default_rng(seed) for seed in rng.integers(2**32, size=2)
    )  # requests are the same for all policies
    explored = {"uniform": np.ones(MARKET_ADS), "new_first": young.astype(float)}.get(policy, np.zeros(MARKET_ADS))
    share = case.explore_share if explored.any() else 0.0
    result = np.zeros((3, days))
    for hour in range(days * HOURS):
        day = hour // HOURS
        alive = slice(born * day, born * day + MARKET_ADS)
        candidates = requests.integers(MARKET_ADS, size=(DECISIONS, MARKET_CANDIDATES))
        given = (1 - share) * _chosen(policy, *market.known(alive), candidates, chance)
        given += share * explored / max(explored.sum(), 1)
        shows, ctr = np.round(given * MARKET_ADS * case.shows_per_ad / HOURS), market.ctr[alive]
        market.shows[alive] += shows
        market.clicks[alive] += chance.binomial(shows.astype(np.int64), ctr)
        result[:, day] += ctr[candidates].max(axis=1).mean(), given @ ctr, given @ young
    return result / HOURS


def _chosen(policy: str, a: Array, b: Array, candidates: NDArray[np.int64], chance: Generator) -> Array:
    """Return the shares (MARKET_ADS,) of an hour's impressions; `a` and `b` are what is known, `candidates` is (decisions, candidates)."""
    a, b = a[candidates], b[candidates]
    # A grain of chance decides between ads of which the same is known.
    score = chance.beta(a, b) if policy == "thompson" else a / (a + b) * (1 + 1e-9 * chance.random(a.shape))
    best = candidates[np.arange(len(candidates)), score.argmax(axis=1)]
    return np.bincount(best, minlength=MARKET_ADS) / len(candidates)


def _market(case: Case, rng: Generator, ads: int) -> Market:
    """Draw the ads of a market, none of them shown yet."""
    mean = case.ctr * case.explore_ctr_ratio
    a = (1 - mean) / CTR_SPREAD**2 - mean
    prior = (a, a * (1 - mean) / mean)
    return Market(rng.beta(*prior, ads), prior, np.zeros(ads), np.zeros(ads))


def _born(case: Case) -> int:
    """Return how many ads come, and go, in a day."""
    return max(1, MARKET_ADS // case.lifetime)


def _young(case: Case) -> NDArray[np.bool_]:
    """Return which of the ads alive (MARKET_ADS,), the oldest first, are in their first days."""
    return np.arange(MARKET_ADS) >= MARKET_ADS - _born(case) * YOUNG_DAYS


# 3. What pricing a close does.

REQUESTS = 10_000
SPREAD_AD_CLICK, SPREAD_AD_CLOSE = 0.4, 0.7  # standard deviations of logarithms: between ads …
SPREAD_USER_CLICK, SPREAD_USER_CLOSE = 0.5, 0.8  # … and between users
CLICKS_WITH_CLOSES = 0.3  # correlation over ads: what is clicked more is closed more
PRICES = np.array([*range(0, 62, 2), 100.0, 200.0])  # future impressions charged for one close


@dataclass(frozen=True)
class ClosePrice:
    """What happens per request at each price charged for a close, relative to a close that is free."""

    price: Array  # (33,) future impressions per close, as charged by the rule
    revenue: Array  # (33,) over the revenue at price zero
    closes: Array  # (33,) over the closes at price zero
    empty: Array  # (33,) share of requests that show nothing
    net: Array  # (33,) revenue less the closes at their true price, the case's, over the revenue at price zero


def close_price(case: Case, rng: Generator) -> ClosePrice:
    """Choose by price · P(click) - charge · P(close) against zero, the rates known exactly, at each price.

    The scale is such that at price zero, which is version 1, the shown ads have the case's CTR and close rate.
    """
    click, close = _rates(case, rng)
    per_show = case.price_click * case.ctr
    row = np.arange(len(click))
    revenue, closes, empty = np.zeros((3, len(PRICES)))
    for i, shows_lost in enumerate(PRICES):
        value = case.price_click * click - shows_lost * per_show * close
        best = value.argmax(axis=1)
        shown = value[row, best] > 0
        revenue[i] = case.price_click * click[row, best][shown].sum() / len(row)
        closes[i] = close[row, best][shown].sum() / len(row)
        empty[i] = 1 - shown.mean()
    net = revenue - case.close_shows_lost * per_show * closes
    return ClosePrice(PRICES, revenue / revenue[0], closes / closes[0], empty, net / revenue[0])


def _rates(case: Case, rng: Generator) -> tuple[Array, Array]:
    """Draw P(click) and P(close), each (requests, candidates)."""
    shape = (REQUESTS, case.candidates_with_repeats)
    ad_click, own = rng.standard_normal((2, *shape))
    ad_close = CLICKS_WITH_CLOSES * ad_click + np.sqrt(1 - CLICKS_WITH_CLOSES**2) * own
    user_click, user_close = rng.standard_normal((2, REQUESTS, 1))
    click = np.exp(SPREAD_AD_CLICK * ad_click + SPREAD_USER_CLICK * user_click)
    close = np.exp(SPREAD_AD_CLOSE * ad_close + SPREAD_USER_CLOSE * user_close)
    shown = click.argmax(axis=1)[:, None]
    scale = [case.ctr / np.take_along_axis(click, shown, axis=1).mean()]
    scale += [case.close_rate / np.take_along_axis(close, shown, axis=1).mean()]
    return click * scale[0], close * scale[1]


# 4. What becomes of the forecast and of the order without the accidental clicks.

SLIP_ADS, SLIP_DAYS, SLIP_WORLDS = 400, 3, 20  # ads, days of log, logs averaged
SLIP_REQUESTS, SLIP_CANDIDATES = 10_000, 30
PLACES = np.array([0.4, 1.6])  # two layouts of the screen: how often a slip happens there, over the average
SLIP_SPREAD = 0.5  # standard deviation of the logarithm of an ad's own share in slips, where it has one
METHODS = ("billed", "dropped", "reweighted")


@dataclass(frozen=True)
class AccidentalClicks:
    """Three labels for the same logs; the keys are `METHODS`.

    In the world `ad` slips come from the place and from the ad's own picture, in `place` from the place alone.
    """

    slip_share: Array  # (5,) slips among the billed clicks of each fifth of the ads, world `ad`
    ratio: dict[str, Array]  # (5,) forecast over billed revenue in those fifths
    total: dict[str, float]  # forecast over billed revenue, all ads
    winners: dict[str, float]  # forecast over billed revenue, ads that win their request
    billed: dict[
        str, dict[str, float]
    ]  # by world: billed revenue of the winners, over that of a choice by the true rates
    intended: dict[str, dict[str, float]]  # by world: the same for the clicks that were meant


def accidental_clicks(case: Case, rng: Generator) -> AccidentalClicks:
    """Learn each ad's rate in each place from a log, forecast the bills for the same traffic, and choose ads for new requests.

    `billed` counts every billed click, `dropped` leaves out the rows of slips, `reweighted` gives every row of a place the place's share of slips
    instead of the slips themselves.
    """
    worlds = {"ad": SLIP_SPREAD, "place": 0.0}
    runs = {
        world: [_slip_run(case, spread, default_rng(seed)) for seed in rng.integers(2**32, size=SLIP_WORLDS)]
        for world, spread in worlds.items()
    }
    mean = {
        world: {key: np.mean([run[key] for run in found], axis=0) for key in found[0]} for world, found in runs.items()
    }
    return AccidentalClicks(
        slip_share=mean["ad"]["slip_share"],
        ratio={method: mean["ad"][f"{method}.ratio"] for method in METHODS},
        total={method: float(mean["ad"][f"{method}.total"]) for method in METHODS},
        winners={method: float(mean["ad"][f"{method}.winners"]) for method in METHODS},
        billed={
            world: {method: float(found[f"{method}.billed"]) for method in METHODS} for world, found in mean.items()
        },
        intended={
            world: {method: float(found[f"{method}.intended"]) for method in METHODS} for world, found in mean.items()
        },
    )


def _slip_run(case: Case, spread: float, rng: Generator) -> dict[str, Array]:
    """Return what one log gives; the keys are those of `AccidentalClicks`, by method."""
    shows, meant, slips = _log(case, spread, rng)
    true = meant + slips
    weight = shows * true  # billed clicks expected
    share = (shows * slips).sum(axis=1) / weight.sum(axis=1)
    fifths = np.array_split(np.argsort(share), 5)
    rates = _rates_learnt(shows, rng.binomial(shows, meant), rng.binomial(shows, slips))
    candidates = rng.integers(SLIP_ADS, size=(SLIP_REQUESTS, SLIP_CANDIDATES))
    place = rng.integers(len(PLACES), size=SLIP_REQUESTS)

    def winners(score: Array) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        best = score[candidates, place[:, None]].argmax(axis=1)
        return candidates[np.arange(SLIP_REQUESTS), best], place

    ideal = winners(true)
    result = {"slip_share": np.array([(shows * slips)[ads].sum() / weight[ads].sum() for ads in fifths])}
    for method, rate in rates.items():
        won = winners(rate)
        result[f"{method}.ratio"] = np.array([(shows * rate)[ads].sum() / weight[ads].sum() for ads in fifths])
        result[f"{method}.total"] = (shows * rate).sum() / weight.sum()
        result[f"{method}.winners"] = rate[won].mean() / true[won].mean()
        result[f"{method}.billed"] = true[won].mean() / true[ideal].mean()
        result[f"{method}.intended"] = meant[won].mean() / meant[ideal].mean()
    return result


def _log(case: Case, spread: float, rng: Generator) -> tuple[NDArray[np.int64], Array, Array]:
    """Draw impressions and the true rates of meant clicks and of slips, each (ads, places); together they have the case's CTR and share of slips."""
    part = rng.beta(2, 2, SLIP_ADS)
    shows = np.round(SLIP_DAYS * case.shows_per_ad * np.column_stack([part, 1 - part])).astype(np.int64)
    meant = np.exp(CTR_SPREAD * rng.standard_normal((SLIP_ADS, 1))) * np.ones(len(PLACES))
    slips = np.exp(spread * rng.standard_normal((SLIP_ADS, 1))) * PLACES
    level = case.ctr * shows.sum()
    meant *= (1 - case.accidental_share) * level / (shows * meant).sum()
    slips *= case.accidental_share * level / (shows * slips).sum()
    return shows, meant, slips


def _rates_learnt(shows: NDArray[np.int64], meant: NDArray[np.int64], slips: NDArray[np.int64]) -> dict[str, Array]:
    """Return the smoothed rate of each method; all is (ads, places)."""

    def smoothed(clicks: Array, rows: Array) -> Array:
        strength = 1 / CTR_SPREAD**2  # of the prior, in clicks
        rate: Array = (clicks + strength) / (rows + strength * rows.sum() / clicks.sum())
        return rate

    rows = shows.astype(float)
    of_place = slips.sum(axis=0) / shows.sum(axis=0)
    return {
        "billed": smoothed((meant + slips).astype(float), rows),
        "dropped": smoothed(meant.astype(float), rows - slips),
        "reweighted": smoothed(meant + rows * of_place, rows),
    }


# The results together.


@dataclass(frozen=True)
class Results:
    """The four experiments."""

    calibration: Calibration
    exploration: Exploration
    close_price: ClosePrice
    accidental_clicks: AccidentalClicks


def run(case: Case, seed: int = SEED) -> Results:
    """Run the four experiments, each with a stream of chance of its own."""
    streams = [default_rng([seed, number]) for number in range(1, 5)]
    return Results(
        calibration(case, streams[0]),
        exploration(case, streams[1]),
        close_price(case, streams[2]),
        accidental_clicks(case, streams[3]),
    )


def data(results: Results) -> dict[str, Any]:
    """Return the results as JSON has them, nine digits each, behind the inputs they were computed from."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(inner) for key, inner in value.items()}
        if isinstance(value, np.ndarray):
            return [plain(inner) for inner in value.tolist()]
        return float(f"{value:.9g}")

    return {"inputs": inputs_as_written()} | {key: plain(value) for key, value in asdict(results).items()}


def tables(results: Results) -> Iterator[str]:
    """Yield the four results as text."""
    one, two, three, four = results.calibration, results.exploration, results.close_price, results.accidental_clicks
    yield _table(
        "1. Sampling of negatives: predicted over true CTR",
        ("trained on", "all", "lowest tenth", "top tenth", "NE", "AUC"),
        [
            (name, f"{one.total[name]:.2f}", f"{low:.2f}", f"{top:.2f}", f"{one.ne[name]:.3f}", f"{one.auc[name]:.4f}")
            for name, (low, *_, top) in one.ratio.items()
        ],
    )
    yield _table(
        f"2. Exploration: {DAYS} days; {two.young_ads:.0%} of the ads are in their first {YOUNG_DAYS} days",
        ("policy", "days of clicks lost", "lost", "impressions of young ads", "CTR"),
        [
            (
                p,
                f"{two.lost[p][-1]:.2f}",
                f"{two.lost[p][-1] / DAYS:.1%}",
                f"{two.young_share[p]:.1%}",
                f"{two.ctr[p]:.3%}",
            )
            for p in POLICIES
        ],
    )
    yield _table(
        "3. The price of a close, against a close that is free",
        ("impressions charged", "revenue", "closes", "empty slots", "net value"),
        [
            (f"{price:.0f}", f"{revenue:.1%}", f"{closes:.0%}", f"{empty:.2%}", f"{net:.2%}")
            for price, revenue, closes, empty, net in zip(*vars(three).values(), strict=True)
            if price % 10 == 0
        ],
    )
    yield _table(
        "4. Accidental clicks: forecast over bills, and what the winners earn of what is possible",
        ("labels", "all ads", "few slips", "many slips", "winners", "earned (ad)", "earned (place)", "meant (ad)"),
        [
            (
                *(method, f"{four.total[method]:.3f}", f"{low:.3f}", f"{high:.3f}", f"{four.winners[method]:.3f}"),
                *(f"{x[method]:.2%}" for x in (four.billed["ad"], four.billed["place"], four.intended["ad"])),
            )
            for method, (low, *_, high) in four.ratio.items()
        ],
    )


def _table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    lines = ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in (head, *rows)]
    return "\n".join([title, *lines, ""])


# The charts. Nothing above depends on what follows.

WIDTH, LEFT, RIGHT = 400, 48, 118  # of a drawing, of the room left and right of its plots, in units of the drawing
PALETTES = {
    "light": {"back": "#ffffff", "ink": "#12323a", "soft": "#4e5f65", "line": "#cfdcdf"}
    | {"a": "#0b6475", "b": "#8a5a00", "c": "#b0413e", "d": "#5a6b72"},
    "dark": {"back": "#1b2228", "ink": "#e4eef0", "soft": "#b4c2c8", "line": "#3a4850"}
    | {"a": "#7fc9d6", "b": "#f2b544", "c": "#f2938c", "d": "#a9b8be"},
}
# Named here since a drawing inside a page cannot use the page's fonts.
FONTS = "'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', Helvetica, Arial, sans-serif"
TEXT = {
    "en": {
        "source": "Simulated, lab.py",
        "calibration": "Sampled negatives inflate the score\nunevenly; the correction undoes it",
        "calibration.y": "Predicted over true CTR, logarithmic scale",
        "calibration.x": "Tenths of impressions, from low score to high",
        "all": "all rows",
        "sampled": "sample,\nuncorrected",
        "one_factor": "one factor",
        "corrected": "corrected",
        "exploration": "Greed overlooks new ads\nand pays for it in clicks",
        "exploration.y": "Clicks lost so far, in days of the best choice",
        "exploration.x": "Day",
        "young.y": "Impressions of ads in their first {days} days",
        "young.ads": "in the catalog",
        "greedy": "greedy",
        "uniform": "{explore} over all",
        "new_first": "{explore} to new ads",
        "thompson": "Thompson",
        "close_price": "Pricing a close costs little revenue\nand avoids many closes",
        "close_price.y": "Per request; a free close is {hundred}",
        "net.y": "Net value at the true price, {lost} impressions per close",
        "close_price.x": "Price charged, future impressions per close",
        "true": "true price",
        "revenue": "revenue",
        "closes": "closes",
        "empty": "empty slots",
        "net": "net value",
        "accidental_clicks": "Without the slips, forecasts fall short",
        "accidental_clicks.y": "Forecast over billed revenue",
        "accidental_clicks.x": "Share of slips in the ad's billed clicks",
        "billed": "all billed\nclicks",
        "dropped": "slips\ndropped",
        "reweighted": "slips\nre-weighted",
        "earned.y": "Revenue of the winners, against all billed clicks",
        "earned.place": "when slips come from the place alone",
        "earned.ad": "when they come from the ad's picture too",
        "earned.dropped": "dropped",
        "earned.reweighted": "re-weighted",
    },
    "ru": {
        "source": "Симуляция, lab.py",
        "calibration": "Сэмплирование завышает скор неравномерно,\nпоправка это исправляет",
        "calibration.y": "Прогноз CTR к истинному, логарифмическая шкала",
        "calibration.x": "Децили показов, от низкого скора к высокому",
        "all": "все строки",
        "sampled": "выборка\nбез поправки",
        "one_factor": "один множитель",
        "corrected": "с поправкой",
        "exploration": "Жадность не видит новых объявлений\nи платит за это кликами",
        "exploration.y": "Потеряно кликов, в днях лучшего выбора",
        "exploration.x": "День",
        "young.y": "Доля показов у объявлений первых {days} дней",
        "young.ads": "их в каталоге",
        "greedy": "жадный выбор",
        "uniform": "{explore} на все",
        "new_first": "{explore} на новые",
        "thompson": "Томпсон",
        "close_price": "С ценой закрытия выручка почти та же,\nа закрытий намного меньше",
        "close_price.y": "На запрос; при бесплатном закрытии {hundred}",
        "net.y": "Чистая ценность при истинной цене, {lost} показов",
        "close_price.x": "Цена закрытия в правиле, будущих показов",
        "true": "истинная цена",
        "revenue": "выручка",
        "closes": "закрытия",
        "empty": "пустые места",
        "net": "чистая\nценность",
        "accidental_clicks": "Без случайных кликов прогноз занижен",
        "accidental_clicks.y": "Прогноз выручки к счетам",
        "accidental_clicks.x": "Доля случайных среди оплаченных кликов",
        "billed": "все\nоплаченные",
        "dropped": "случайные\nвыброшены",
        "reweighted": "случайным\nсменили вес",
        "earned.y": "Выручка победителей против «все оплаченные»",
        "earned.place": "если случайные клики только от места",
        "earned.ad": "если они ещё и от самой картинки",
        "earned.dropped": "выброшены",
        "earned.reweighted": "сменили вес",
    },
}


@dataclass(frozen=True)
class Style:
    """The language and the colours of one drawing."""

    language: str
    scheme: str

    def __getitem__(self, role: str) -> str:
        return PALETTES[self.scheme][role]

    def say(self, key: str, **values: str) -> str:
        """Return a text of the chart."""
        return TEXT[self.language][key].format(**values)

    def number(self, value: float, digits: int = 0, sign: bool = False) -> str:
        """Write a number as the language does."""
        text = f"{value:{'+' if sign and round(value, digits) else ''}.{digits}f}".replace("-", "\u2212")
        return text.replace(".", ",") if self.language == "ru" else text

    def percent(self, value: float, digits: int = 0, sign: bool = False) -> str:
        """Write a fraction as a percentage."""
        return self.number(100 * value, digits, sign) + ("\u00a0%" if self.language == "ru" else "%")


class Chart:
    """One drawing, filled from the top; lengths are in its units, counted downwards."""

    def __init__(self, name: str, height: int, style: Style) -> None:
        from matplotlib.figure import Figure

        self.name, self.height, self.style = name, height, style
        self.figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72, facecolor=style["back"])
        self.text(14, 24, style.say(name), size=13.5, weight="bold", color=style["ink"])
        self.text(WIDTH - 12, height - 9, style.say("source"), size=10, ha="right", color=style["soft"])

    def text(self, x: float, y: float, text: str, **look: Any) -> None:
        """Write a text, the foot of its first line at (x, y)."""
        for number, line in enumerate(text.split("\n")):
            foot = 1 - (y + 1.3 * look["size"] * number) / self.height
            self.figure.text(x / WIDTH, foot, line, va="baseline", **look)

    def plot(self, top: int, height: int, title: str, left: int = LEFT, right: int = RIGHT) -> Axes:
        """Add a plot; its title, which names its unit, stands above."""
        box = (left / WIDTH, 1 - (top + height) / self.height, (WIDTH - left - right) / WIDTH, height / self.height)
        axes = self.figure.add_axes(box, facecolor="none")
        for spine in axes.spines.values():
            spine.set_visible(False)
        axes.tick_params(length=0, labelsize=11, labelcolor=self.style["soft"], which="both")
        axes.grid(axis="y", color=self.style["line"], linewidth=0.8)
        axes.set_axisbelow(True)
        self.text(14, top - 14, title, size=11.5, color=self.style["soft"])
        return axes

    def lines(self, axes: Axes, x: Array, lines: Mapping[str, tuple[Array, str]], marker: str = "") -> None:
        """Draw lines, name → (values, role of the colour), and name each at its end, no name over another."""
        ceiling = np.inf
        for name, (y, role) in sorted(lines.items(), key=lambda line: -float(line[1][0][-1])):
            axes.plot(x, y, color=self.style[role], linewidth=2.2, marker=marker, markersize=5.5, clip_on=False)
            end = float(axes.transData.transform((x[-1], y[-1]))[1])
            top = min(end + 7.5 * (name.count("\n") + 1), ceiling)
            ceiling = top - 3 - 14.5 * (name.count("\n") + 1)
            self.text(WIDTH - RIGHT + 10, self.height - top + 11.5, name, size=11.5, color=self.style[role])

    def bars(
        self,
        top: int,
        height: int,
        title: str,
        bars: Sequence[tuple[str, float, str]],
        write: Callable[[float], str],
        reach: float = 0,
    ) -> None:
        """Draw bars, (name, value, role of the colour), the first at the top, from zero or to both sides of it as far as `reach`."""
        axes = self.plot(top, height, title, left=RIGHT, right=58)
        rows, values = np.arange(len(bars)), [value for _, value, _ in bars]
        axes.barh(rows, values, height=0.66, color=[self.style[role] for _, _, role in bars])
        axes.set(xlim=(-reach, reach or max(values)), ylim=(len(bars) - 0.5, -0.5), xticks=[])
        axes.grid(visible=False)
        _ticks(axes, "y", rows, lambda row: bars[int(row)][0])
        axes.tick_params(axis="y", labelcolor=self.style["ink"])
        axes.axvline(0, color=self.style["soft"], linewidth=1)
        for row, value in zip(rows, values, strict=True):
            side, away = ("left", 6) if value >= 0 else ("right", -6)
            look: dict[str, Any] = {"ha": side, "va": "center", "size": 11, "color": self.style["ink"]}
            axes.annotate(write(value), (value, row), (away, 0), textcoords="offset points", **look)

    def svg(self) -> str:
        """Return the drawing as plain shapes and text, the same bytes each time."""
        from matplotlib import rc_context

        buffer = io.StringIO()
        with rc_context({"svg.fonttype": "none", "svg.hashsalt": self.name}):
            self.figure.savefig(buffer, format="svg", metadata={"Date": None})
        return _plain(buffer.getvalue(), self.style.say(self.name), self.style.language)


def _ticks(axes: Axes, which: str, at: Iterable[float], write: Callable[[float], str]) -> None:
    """Put the marks of an axis."""
    axis = {"x": axes.xaxis, "y": axes.yaxis}[which]
    places = [float(place) for place in at]
    axis.set_ticks([], minor=True)
    axis.set_ticks(places, [write(place) for place in places])


def _plain(drawing: str, title: str, language: str) -> str:
    """Return a drawing of matplotlib without what a site may not take: DOCTYPE, metadata, fonts of this machine; with a title."""
    space, xlink = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
    ElementTree.register_namespace("", space)
    root = ElementTree.fromstring(drawing)
    for metadata in root.findall(f"{{{space}}}metadata"):
        root.remove(metadata)
    for element in root.iter():
        for key in ("clip-path", *(("id",) if element.tag == f"{{{space}}}g" else ())):
            element.attrib.pop(key, None)
        if f"{{{xlink}}}href" in element.attrib:
            element.set("href", element.attrib.pop(f"{{{xlink}}}href"))
        if "font-family" in element.get("style", ""):
            element.set("style", re.sub("font-family: [^;]*", f"font-family: {FONTS}", element.attrib["style"]))
        for clip in element.findall(f"{{{space}}}clipPath"):
            element.remove(clip)
    root.attrib.update(width="560", height=f"{float(root.get('height', '0pt')[:-2]) * 1.4:.0f}", role="img")
    root.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    name = ElementTree.Element(f"{{{space}}}title")
    name.text = title.replace("\n", " ")
    root.insert(0, name)
    return ElementTree.tostring(root, "unicode") + "\n"


def draw_calibration(found: Calibration, case: Case, style: Style) -> str:
    """Draw predicted over true CTR by tenths of the score."""
    chart = Chart("calibration", 330, style)
    axes = chart.plot(84, 184, style.say("calibration.y"))
    tenths = np.arange(1.0, 11)
    axes.set(yscale="log", ylim=(0.5, 60), xlim=(0.8, 10.2))
    _ticks(axes, "x", tenths, style.number)
    _ticks(axes, "y", (1, 3, 10, 30), lambda value: f"×{value:.0f}")
    roles = {"sampled": "c", "one_factor": "b", "all": "d", "corrected": "a"}
    chart.lines(axes, tenths, {style.say(key): (found.ratio[key], role) for key, role in roles.items()}, marker="o")
    chart.text(14, 300, style.say("calibration.x"), size=11.5, color=style["soft"])
    return chart.svg()


def draw_exploration(found: Exploration, case: Case, style: Style) -> str:
    """Draw the clicks lost over time; below, the impressions of young ads as bars."""
    chart = Chart("exploration", 462, style)
    names = {policy: style.say(policy, explore=style.percent(case.explore_share)) for policy in POLICIES}
    roles = dict(zip(POLICIES, "cbda", strict=True))
    axes = chart.plot(84, 158, style.say("exploration.y"))
    axes.set(ylim=(0, 1.05 * max(lost[-1] for lost in found.lost.values())), xlim=(0, DAYS))
    _ticks(axes, "x", range(0, DAYS + 1, 10), style.number)
    _ticks(axes, "y", range(int(axes.get_ylim()[1]) + 1), style.number)
    chart.lines(axes, found.day, {names[policy]: (found.lost[policy], roles[policy]) for policy in POLICIES})
    chart.text(14, 274, style.say("exploration.x"), size=11.5, color=style["soft"])
    bars = [(names[policy], found.young_share[policy], roles[policy]) for policy in POLICIES]
    bars += [(style.say("young.ads"), found.young_ads, "line")]
    chart.bars(318, 112, style.say("young.y", days=str(YOUNG_DAYS)), bars, lambda share: style.percent(share, 1))
    return chart.svg()


def draw_close_price(found: ClosePrice, case: Case, style: Style) -> str:
    """Draw revenue, closes, and empty slots over the price charged; below, the net value, enlarged."""
    chart = Chart("close_price", 456, style)
    shown = found.price <= 60
    price, net = found.price[shown], found.net[shown]
    upper = chart.plot(84, 150, style.say("close_price.y", hundred=style.percent(1)))
    roles = {"revenue": "a", "closes": "c", "empty": "d"}
    upper.set(ylim=(0, 1.02))
    _ticks(upper, "y", (0, 0.25, 0.5, 0.75, 1), style.percent)
    chart.lines(upper, price, {style.say(key): (getattr(found, key)[shown], role) for key, role in roles.items()})
    lower = chart.plot(292, 100, style.say("net.y", lost=style.number(case.close_shows_lost)))
    ends = np.floor(200 * net.min()) / 200, np.ceil(200 * net.max()) / 200
    lower.set(ylim=ends)
    _ticks(lower, "y", np.arange(*ends, 0.005), lambda value: style.percent(value, 1))
    chart.lines(lower, price, {style.say("net"): (net, "b")})
    for axes in (upper, lower):
        axes.set_xlim(0, price[-1])
        _ticks(axes, "x", range(0, 61, 10), style.number)
        axes.axvline(case.close_shows_lost, color=style["ink"], linewidth=1, linestyle=(0, (3, 3)))
    upper.text(case.close_shows_lost + 1.5, 0.32, style.say("true"), size=11, color=style["ink"])
    lower.plot(price[net.argmax()], net.max(), "o", color=style["b"], markersize=7, clip_on=False)
    chart.text(14, 426, style.say("close_price.x"), size=11.5, color=style["soft"])
    return chart.svg()


def draw_accidental_clicks(found: AccidentalClicks, case: Case, style: Style) -> str:
    """Draw the forecast over the bills by the ads' share of slips; below, what each label does to the order."""
    chart = Chart("accidental_clicks", 478, style)
    axes = chart.plot(66, 160, style.say("accidental_clicks.y"))
    roles = {"billed": "a", "reweighted": "b", "dropped": "c"}
    axes.set(ylim=(0.5, 1.1), xlim=(0, float(found.slip_share[-1])))
    _ticks(axes, "y", (0.6, 0.8, 1), lambda value: style.number(value, 1))
    _ticks(axes, "x", np.arange(0, found.slip_share[-1], 0.1), style.percent)
    chart.lines(axes, found.slip_share, {style.say(key): (found.ratio[key], role) for key, role in roles.items()}, "o")
    chart.text(14, 258, style.say("accidental_clicks.x"), size=11.5, color=style["soft"])
    chart.text(14, 298, style.say("earned.y"), size=11.5, color=style["soft"])
    change = {
        world: {method: rate / billed["billed"] - 1 for method, rate in billed.items()}
        for world, billed in found.billed.items()
    }
    reach = 2.4 * max(abs(value) for changes in change.values() for value in changes.values())
    for top, world in ((338, "place"), (412, "ad")):
        bars = [
            (style.say(f"earned.{method}"), change[world][method], roles[method])
            for method in ("dropped", "reweighted")
        ]
        chart.bars(top, 38, style.say(f"earned.{world}"), bars, lambda value: style.percent(value, 1, sign=True), reach)
    return chart.svg()


DRAWN: Mapping[str, Callable[[Any, Case, Style], str]] = {
    "calibration": draw_calibration,
    "exploration": draw_exploration,
    "close_price": draw_close_price,
    "accidental_clicks": draw_accidental_clicks,
}


def files(results: Results, case: Case) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each file that the page shows, and of their data."""
    for name, draw in DRAWN.items():
        for language in TEXT:
            for scheme in PALETTES:
                text = draw(getattr(results, name), case, Style(language, scheme))
                yield f"lab-{name.replace('_', '-')}-{language}-{scheme}.svg", text
    yield "lab.json", json.dumps(data(results), indent=1) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables, or draw the charts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--draw", metavar="DIR", type=Path, help="draw the charts into this folder")
    folder = parser.parse_args(arguments).draw
    if not (HERE / "case.yml").exists():
        parser.error("the inputs are in case.yml: put it beside lab.py")
    case = read_case()
    results = run(case)
    if folder is None:
        print("\n".join(tables(results)))
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files(results, case):
        (folder / name).write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
