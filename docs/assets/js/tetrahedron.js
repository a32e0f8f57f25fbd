// @ts-check
/**
 * The tetrahedron of the overview, moved by the reader.
 *
 * The picture, the controls and all words come from the build (hooks/mlsd/render/tetrahedron.py); the geometry is that of
 * hooks/mlsd/figures/tetrahedron.py with the same constants. A design deals ten points among the corners; a technique takes from those that
 * pay and gives to those that win. The picture turns a little as the point moves, so that depth can be seen.
 */

/**
 * @typedef {Record<string, number>} Points
 * @typedef {[number, number, number]} Space
 * @typedef {{x: number, y: number, depth: number}} Spot
 * @typedef {{yaw: number, pitch: number}} View
 * @typedef {{move: "up" | "down" | "same", slight: boolean, why: string}} Effect
 * @typedef {{title: string, against: string | null, moves: Record<string, Effect[]>, unpaid: string | null, exception: string | null, sources: {cite: string, url: string}[], note: string | null}} Technique
 * @typedef {{
 *   language: string, points: number, toll: number, view: Record<string, number>, corners: Record<string, Space>,
 *   axes: Record<string, {title: string, best: string, toward: string, away: string}>,
 *   designs: Record<string, Points>, techniques: Record<string, Technique>, words: Record<string, string>,
 * }} Data
 */

const ARROWS = { up: "↑", down: "↓", same: "=" };
const EASE = 320;

/**
 * The points after a technique; the same rule as `after` of the build.
 * @param {Data} data
 * @param {Points} points
 * @param {Record<string, Effect> | null} effects
 * @returns {Points}
 */
export function after(data, points, effects) {
  if (!effects) return points;
  const axes = Object.keys(data.axes);
  /** @param {string} axis */
  const weight = (axis) => (effects[axis].slight ? 0.5 : 1);
  const winners = axes.filter((axis) => effects[axis].move === "up");
  const payers = axes.filter((axis) => effects[axis].move === "down");
  if (!winners.length || !payers.length) return points;
  const result = { ...points };
  let paid = 0;
  for (const axis of payers) {
    const toll = data.toll * weight(axis) * points[axis];
    result[axis] -= toll;
    paid += toll;
  }
  const whole = winners.reduce((sum, axis) => sum + weight(axis), 0);
  for (const axis of winners) result[axis] += (paid * weight(axis)) / whole;
  return result;
}

/**
 * The points when one corner is set: the others keep their proportions and share the rest.
 * @param {Points} points
 * @param {string} axis
 * @param {number} value
 * @param {number} whole
 * @returns {Points}
 */
export function dealt(points, axis, value, whole) {
  const others = Object.keys(points).filter((other) => other !== axis);
  const held = others.reduce((sum, other) => sum + points[other], 0);
  return Object.fromEntries(Object.keys(points).map((each) => {
    if (each === axis) return [each, value];
    return [each, held > 1e-9 ? (points[each] / held) * (whole - value) : (whole - value) / others.length];
  }));
}

/** @param {Data} data @param {Points} points @returns {Space} */
function inside(data, points) {
  /** @type {Space} */
  const place = [0, 0, 0];
  for (const [axis, corner] of Object.entries(data.corners)) {
    for (const i of [0, 1, 2]) place[i] += (points[axis] / data.points) * corner[i];
  }
  return place;
}

/** @param {Data} data @param {Space} place @returns {View} */
const viewOf = (data, place) => ({
  yaw: data.view.yaw + data.view.turn * place[0],
  pitch: data.view.pitch + data.view.nod * place[1],
});

/** @param {Data} data @param {Space} place @param {View} view @returns {Spot} */
function spot(data, place, { yaw, pitch }) {
  const x = place[0] * Math.cos(yaw) + place[2] * Math.sin(yaw);
  const z = place[2] * Math.cos(yaw) - place[0] * Math.sin(yaw);
  const y = place[1] * Math.cos(pitch) - z * Math.sin(pitch);
  return { x: data.view.x + data.view.scale * x, y: data.view.y - data.view.scale * y, depth: place[1] * Math.sin(pitch) + z * Math.cos(pitch) };
}

/** Barycentric coordinates of a direction or, with `origin` 1, of a place: the corners are unit vectors around the middle. */
const shares = (/** @type {Data} */ data, /** @type {Space} */ at, /** @type {number} */ origin) =>
  Object.entries(data.corners).map(([axis, corner]) => [axis, (origin + 3 * (corner[0] * at[0] + corner[1] * at[1] + corner[2] * at[2])) / 4]);

/**
 * The design under a place of the picture: on the line of sight there, as deep as it was; the nearest edge where the line misses the solid.
 * @param {Data} data
 * @param {{x: number, y: number}} seen
 * @param {View} view
 * @param {number} depth
 * @returns {Points}
 */
export function under(data, seen, view, depth) {
  const { yaw, pitch } = view;
  const x = (seen.x - data.view.x) / data.view.scale;
  const y = (data.view.y - seen.y) / data.view.scale;
  /** @param {number} right @param {number} up @param {number} near @returns {Space} */
  const inSpace = (right, up, near) => {
    const z = near * Math.cos(pitch) - up * Math.sin(pitch);
    return [right * Math.cos(yaw) - z * Math.sin(yaw), up * Math.cos(pitch) + near * Math.sin(pitch), right * Math.sin(yaw) + z * Math.cos(yaw)];
  };
  const start = shares(data, inSpace(x, y, 0), 1);
  const along = shares(data, inSpace(0, 0, 1), 0);
  let [least, most] = [-Infinity, Infinity];
  for (const [i, [, share]] of start.entries()) {
    const slope = /** @type {number} */ (along[i][1]);
    const bound = -(/** @type {number} */ (share)) / slope;
    if (slope > 0) least = Math.max(least, bound);
    else most = Math.min(most, bound);
  }
  if (least > most) return onEdge(data, seen, view);
  const near = Math.min(most, Math.max(least, depth));
  return Object.fromEntries(start.map(([axis, share], i) => {
    const value = /** @type {number} */ (share) + near * /** @type {number} */ (along[i][1]);
    return [axis, Math.max(0, value) * data.points];
  }));
}

/** @param {Data} data @param {{x: number, y: number}} seen @param {View} view @returns {Points} */
function onEdge(data, seen, view) {
  const axes = Object.keys(data.corners);
  let best = { far: Infinity, first: "", second: "", part: 0 };
  for (const [i, first] of axes.entries()) {
    for (const second of axes.slice(i + 1)) {
      const a = spot(data, data.corners[first], view);
      const b = spot(data, data.corners[second], view);
      const [dx, dy] = [b.x - a.x, b.y - a.y];
      const part = Math.min(1, Math.max(0, ((seen.x - a.x) * dx + (seen.y - a.y) * dy) / (dx * dx + dy * dy)));
      const far = Math.hypot(a.x + part * dx - seen.x, a.y + part * dy - seen.y);
      if (far < best.far) best = { far, first, second, part };
    }
  }
  return Object.fromEntries(axes.map((axis) => [axis, data.points * (axis === best.first ? 1 - best.part : axis === best.second ? best.part : 0)]));
}

/* Page --------------------------------------------------------------------------------------------------------------------------- */

/** @template {Element} T @param {Element} root @param {string} selector @returns {T} */
const one = (root, selector) => /** @type {T} */ (root.querySelector(selector));

/** @param {Data} data @param {HTMLElement} figure */
function explorer(data, figure) {
  const axes = Object.keys(data.axes);
  const picture = one(figure, "svg.tetra__picture");
  const choice = /** @type {HTMLFormElement} */ (one(figure, ".tetra__choice"));
  const controls = /** @type {HTMLFormElement} */ (one(figure, ".tetra__controls"));
  const when = /** @type {HTMLFieldSetElement} */ (one(figure, ".tetra__when"));
  const verdict = /** @type {HTMLElement} */ (one(figure, ".tetra__verdict"));
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const stage = setStage(data, picture);

  let points = { ...Object.values(data.designs)[0] };
  let condition = 0;
  /** What is drawn now; it follows `points` and the chosen technique. @type {{start: Space, end: Space}} */
  let drawn = { start: inside(data, points), end: inside(data, points) };
  let frame = 0;

  const technique = () => data.techniques[/** @type {RadioNodeList} */ (choice.elements.namedItem("technique")).value] ?? null;
  /** @param {Technique | null} chosen @returns {Record<string, Effect> | null} */
  const effects = (chosen) => chosen && Object.fromEntries(axes.map((axis) => [axis, chosen.moves[axis][condition] ?? chosen.moves[axis][0]]));

  /** @param {boolean} eased */
  const draw = (eased) => {
    const chosen = technique();
    const moves = effects(chosen);
    const goal = { start: inside(data, points), end: inside(data, after(data, points, moves)) };
    cancelAnimationFrame(frame);
    /** @param {number} part */
    const step = (part) => {
      /** @param {Space} from @param {Space} to @returns {Space} */
      const between = (from, to) => [0, 1, 2].map((i) => from[i] + (to[i] - from[i]) * part);
      return { start: between(drawn.start, goal.start), end: between(drawn.end, goal.end) };
    };
    if (!eased || still.matches) {
      drawn = goal;
      stage(drawn.start, drawn.end, moves);
      return;
    }
    const from = drawn;
    const began = performance.now();
    /** @param {number} now */
    const tick = (now) => {
      const part = Math.min(1, (now - began) / EASE);
      const smooth = 1 - (1 - part) ** 3;
      drawn = from;
      drawn = step(smooth);
      stage(drawn.start, drawn.end, moves);
      if (part < 1) frame = requestAnimationFrame(tick);
    };
    frame = requestAnimationFrame(tick);
  };

  const show = (eased = true) => {
    const chosen = technique();
    const moves = effects(chosen);
    const result = after(data, points, moves);
    for (const axis of axes) {
      const row = one(controls, `[data-axis="${axis}"]`);
      const slider = /** @type {HTMLInputElement} */ (one(row, "input"));
      if (document.activeElement !== slider || Math.abs(Number(slider.value) - points[axis]) > 0.06) slider.value = points[axis].toFixed(1);
      const now = number(points[axis], data.language);
      const then = number(result[axis], data.language);
      slider.setAttribute("aria-valuetext", data.words.of.replace("{value}", now));
      one(row, "output").textContent = moves && then !== now ? `${now} → ${then}` : now;
      one(row, ".tetra__arrow").textContent = moves ? `${ARROWS[moves[axis].move]} ` : "";
      one(row, ".tetra__why").textContent = moves ? moves[axis].why : data.axes[axis].best;
      row.classList.remove("is-up", "is-down", "is-same");
      if (moves) row.classList.add(`is-${moves[axis].move}`);
    }
    say(chosen, moves);
    draw(eased);
  };

  /** @param {Technique | null} chosen @param {Record<string, Effect> | null} moves */
  const say = (chosen, moves) => {
    const words = chosen && moves ? [verdictOf(data, chosen, moves)] : [nearest(data, points)];
    const text = words.join(" ");
    if (verdict.dataset.said === text) return;
    verdict.dataset.said = text;
    verdict.replaceChildren(text);
    if (chosen) verdict.append(" ", basis(data, chosen));
  };

  const conditions = () => {
    const chosen = technique();
    condition = 0;
    const told = Object.values(chosen?.moves ?? {}).find((each) => each.length > 1) ?? [];
    when.hidden = told.length === 0;
    for (const old of when.querySelectorAll("label")) old.remove();
    for (const [i, effect] of told.entries()) {
      const input = document.createElement("input");
      Object.assign(input, { type: "radio", name: "condition", value: String(i), checked: i === 0 });
      const label = document.createElement("label");
      label.className = "chip";
      const name = document.createElement("span");
      name.textContent = effect.why;
      label.append(input, name);
      when.append(label);
    }
  };

  choice.addEventListener("change", (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    if (input.name === "condition") condition = Number(input.value);
    else conditions();
    show();
  });
  controls.addEventListener("input", (event) => {
    const slider = /** @type {HTMLInputElement} */ (event.target);
    const axis = /** @type {HTMLElement} */ (slider.closest("[data-axis]")).dataset.axis ?? "";
    points = dealt(points, axis, Number(slider.value), data.points);
    show(false);
  });
  controls.addEventListener("click", (event) => {
    const design = /** @type {HTMLElement} */ (event.target).dataset.design;
    if (!design) return;
    points = { ...data.designs[design] };
    show();
  });
  for (const form of [choice, controls]) form.addEventListener("submit", (event) => event.preventDefault());

  /** Drag: the point stays under the finger; the picture turns under it, so place and view are found together. */
  const drag = (/** @type {{x: number, y: number}} */ seen) => {
    for (let i = 0; i < 3; i += 1) {
      const place = inside(data, points);
      const view = viewOf(data, inside(data, after(data, points, effects(technique()))));
      points = under(data, seen, view, spot(data, place, view).depth);
    }
    show(false);
  };
  draggable(picture, drag);

  choice.hidden = false;
  controls.hidden = false;
  figure.classList.add("is-live");
  picture.setAttribute("aria-describedby", (verdict.id = "tetra-verdict"));
  conditions();
  show(false);
}

/** @param {SVGSVGElement} picture @param {(seen: {x: number, y: number}) => void} drag */
function draggable(picture, drag) {
  /** From the finger to the point that it holds. @type {{x: number, y: number} | null} */
  let held = null;
  /** @param {PointerEvent} event */
  const seen = (event) => {
    const box = picture.getBoundingClientRect();
    const { width, height } = picture.viewBox.baseVal;
    return { x: ((event.clientX - box.left) / box.width) * width, y: ((event.clientY - box.top) / box.height) * height };
  };
  /** @param {Event} event */
  const isOnHandle = (event) => /** @type {Element} */ (event.target).matches(".tetra__handle");
  // A finger on the point moves it, and beside it scrolls the page; `touch-action` does not hold for parts of an SVG.
  picture.addEventListener("touchstart", (event) => isOnHandle(event) && event.preventDefault(), { passive: false });
  picture.addEventListener("pointerdown", (event) => {
    const at = seen(event);
    const start = one(picture, ".tetra__start");
    const x = Number(start.getAttribute("cx")) - at.x;
    const y = Number(start.getAttribute("cy")) - at.y;
    const isHandle = isOnHandle(event);
    if (event.button !== 0 || (!isHandle && event.pointerType !== "mouse")) return;
    held = isHandle ? { x, y } : { x: 0, y: 0 };
    picture.setPointerCapture(event.pointerId);
    picture.classList.add("is-held");
    event.preventDefault();
    if (!isHandle) drag(at);
  });
  picture.addEventListener("pointermove", (event) => {
    if (!held) return;
    const at = seen(event);
    drag({ x: at.x + held.x, y: at.y + held.y });
  });
  for (const end of ["pointerup", "pointercancel"]) {
    picture.addEventListener(end, () => {
      held = null;
      picture.classList.remove("is-held");
    });
  }
}

/**
 * Take over the still picture, and return what draws it for a start and an end in space.
 * @param {Data} data
 * @param {SVGSVGElement} picture
 */
function setStage(data, picture) {
  const start = one(picture, ".tetra__start");
  const end = one(picture, ".tetra__point");
  const path = one(picture, ".tetra__path");
  /** @param {string} name @param {number} radius */
  const circle = (name, radius) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    made.setAttribute("class", name);
    made.setAttribute("r", String(radius));
    return made;
  };
  // Where each technique would lead from here.
  const ghosts = Object.values(data.techniques).map((technique) => ({ technique, mark: circle("tetra__ghost", 2.6) }));
  path.before(...ghosts.map(({ mark }) => mark));
  const handles = [circle("tetra__handle", 24), circle("tetra__handle", 24)];
  picture.append(...handles);

  /** @param {Element} mark @param {Record<string, number>} values */
  const set = (mark, values) => {
    for (const [name, value] of Object.entries(values)) mark.setAttribute(name, value.toFixed(1));
  };

  return (/** @type {Space} */ from, /** @type {Space} */ to, /** @type {Record<string, Effect> | null} */ moves) => {
    const view = viewOf(data, to);
    const corner = Object.fromEntries(Object.entries(data.corners).map(([axis, place]) => [axis, spot(data, place, view)]));
    const [a, b] = [spot(data, from, view), spot(data, to, view)];
    for (const face of picture.querySelectorAll(".tetra__face")) {
      const names = (face.getAttribute("data-corners") ?? "").split(" ");
      face.setAttribute("points", names.map((axis) => `${corner[axis].x.toFixed(1)},${corner[axis].y.toFixed(1)}`).join(" "));
    }
    for (const edge of picture.querySelectorAll(".tetra__edge")) {
      const [first, second] = (edge.getAttribute("data-corners") ?? "").split(" ").map((axis) => corner[axis]);
      set(edge, { x1: first.x, y1: first.y, x2: second.x, y2: second.y });
    }
    for (const lever of picture.querySelectorAll(".tetra__lever")) {
      const [first, second] = (lever.getAttribute("data-corners") ?? "").split(" ").map((axis) => corner[axis]);
      const along = Number(lever.getAttribute("data-along"));
      const beside = Number(lever.getAttribute("data-beside"));
      const below = Number(lever.getAttribute("data-below"));
      set(lever, { x: first.x + (second.x - first.x) * along + beside, y: first.y + (second.y - first.y) * along + below });
    }
    for (const mark of picture.querySelectorAll(".tetra__corner")) {
      const axis = mark.getAttribute("data-corner") ?? "";
      const at = corner[axis];
      mark.setAttribute("class", `tetra__corner${moves ? ` is-${moves[axis].move}` : ""}`);
      set(one(mark, "circle"), { cx: at.x, cy: at.y });
      const name = one(mark, "text");
      for (const [i, line] of [...name.children].entries()) {
        set(line, { x: at.x + Number(name.getAttribute("data-right")), y: at.y + Number(name.getAttribute("data-down")) + 13 * i });
      }
    }
    for (const spoke of picture.querySelectorAll(".tetra__spoke")) {
      const at = corner[spoke.getAttribute("data-corner") ?? ""];
      set(spoke, { x1: b.x, y1: b.y, x2: at.x, y2: at.y });
    }
    const points = Object.fromEntries(shares(data, from, 1).map(([axis, share]) => [axis, /** @type {number} */ (share) * data.points]));
    for (const { technique, mark } of ghosts) {
      const there = after(data, points, Object.fromEntries(Object.entries(technique.moves).map(([axis, each]) => [axis, each[0]])));
      const at = spot(data, inside(data, there), view);
      set(mark, { cx: at.x, cy: at.y });
    }
    set(path, { x1: a.x, y1: a.y, x2: b.x, y2: b.y });
    set(start, { cx: a.x, cy: a.y });
    set(end, { cx: b.x, cy: b.y, r: 8 + 1.5 * b.depth });
    set(handles[0], { cx: a.x, cy: a.y });
    set(handles[1], { cx: b.x, cy: b.y });
    const isTrade = Math.hypot(b.x - a.x, b.y - a.y) > 1;
    picture.classList.toggle("is-moved", isTrade);
    picture.classList.toggle("is-unpaid", moves !== null && !isTrade);
  };
}

/** @param {number} value @param {string} language */
function number(value, language) {
  const text = value.toFixed(1).replace(/\.0$/, "");
  return language === "ru" ? text.replace(".", ",") : text;
}

/** @param {Data} data @param {Points} points */
function nearest(data, points) {
  const most = Math.max(...Object.values(points));
  const near = Object.keys(points).filter((axis) => points[axis] > most - 0.05);
  if (near.length === Object.keys(points).length) return data.words.even;
  const { title, best } = data.axes[near[0]];
  return data.words.nearest.replace("{corner}", title[0].toLowerCase() + title.slice(1)).replace("{best}", best);
}

/** @param {Data} data @param {Technique} technique @param {Record<string, Effect>} moves */
function verdictOf(data, technique, moves) {
  /** @param {"up" | "down"} move */
  const said = (move) => {
    const axes = Object.keys(data.axes).filter((axis) => moves[axis].move === move);
    axes.sort((a, b) => Number(moves[a].slight) - Number(moves[b].slight));
    const ways = axes.map((axis) => (moves[axis].slight ? `${data.words.slightly} ` : "") + (move === "up" ? data.axes[axis].toward : data.axes[axis].away));
    const last = ways.pop() ?? "";
    const serial = data.language === "en" && ways.length > 1 ? "," : "";
    return ways.length ? `${ways.join(", ")}${serial} ${data.words.and} ${last}` : last;
  };
  const parts = [said("up"), said("down")].filter(Boolean);
  const name = technique.title + (technique.against ? ` ${technique.against}` : "");
  const isPaid = Object.values(moves).some((effect) => effect.move === "down");
  return [`${name}: ${parts.join(", ")}.`, isPaid ? null : technique.unpaid, technique.exception].filter(Boolean).join(" ");
}

/** @param {Data} data @param {Technique} technique */
function basis(data, technique) {
  const line = document.createElement("span");
  line.className = "tetra__basis";
  line.append(`${data.words.basis} `);
  const parts = technique.sources.map(({ cite, url }) => {
    const link = document.createElement("a");
    link.href = url;
    link.textContent = cite;
    return /** @type {Node | string} */ (link);
  });
  if (technique.note) parts.push(technique.note);
  for (const [i, part] of parts.entries()) line.append(i ? "; " : "", part);
  line.append(".");
  return line;
}

const island = document.getElementById("mlsd-tetrahedron");
const figure = /** @type {HTMLElement | null} */ (document.querySelector("figure.tetra"));
if (island?.textContent && figure) explorer(JSON.parse(island.textContent), figure);
