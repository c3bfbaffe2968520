"use strict";
// Draws what /status says, every two seconds. Texts from outside only ever become text nodes.

const setup = JSON.parse(document.getElementById("setup").textContent);
const PERIOD = 2000;
const LATE = 5000;
const MOST_SYSTEMS = 12;
const SVG = "http://www.w3.org/2000/svg";

const $ = (id) => document.getElementById(id);
const t = (key, ...args) =>
  args.reduce((text, arg, i) => text.replace("{" + i + "}", () => arg), setup.texts[key] ?? key);
const number = (value, digits = 0) =>
  value === null || value === undefined
    ? "–"
    : value.toLocaleString(setup.lang, { maximumFractionDigits: digits, minimumFractionDigits: digits });
const rate = (value) => t("per_second", number(value, value > 0 && value < 10 ? 2 : 0));
const clock = (time) => new Date(time).toLocaleTimeString(setup.lang);
const cut = (text, most) => (text.length > most ? text.slice(0, most - 1) + "…" : text);

function age(exact) {
  if (exact === null || exact === undefined) return "–";
  const seconds = Math.max(0, exact); // of a clock that goes ahead
  const [d, h, m] = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  if (d) return t("days", d, h);
  if (h) return t("hours", h, m);
  if (m) return t("minutes", m, Math.floor(seconds % 60));
  return t("seconds", Math.floor(seconds));
}

/** An element with attributes and children; a child that is not one becomes a text. */
function make(name, attributes, ...children) {
  const svg = ["svg", "g", "rect", "text", "path", "line", "polyline", "title", "polygon"].includes(name);
  const element = svg ? document.createElementNS(SVG, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

// ---------------------------------------------------------------------------- what is shown

let systemRates = {}; // averages a second of the last minute, from /recent
let lastGood = null;

function verdict(status) {
  const state = status.healthy ? "good" : status.state === "running" && !onlyStarting(status) ? "bad" : "warn";
  const words = status.healthy ? t("verdict.good") : state === "bad" ? t("verdict.bad") : t("verdict." + named(status));
  const reasons = status.problems.map((problem) =>
    make("li", {}, t("problem." + problem.kind), make("small", {}, problem.text)));
  say(state, words, reasons);
}

const onlyStarting = (status) => status.problems.every((problem) => problem.kind === "starting");
const named = (status) => (status.state === "stopping" ? "stopping" : "starting");

function say(state, words, reasons) {
  const mark = { good: "✓", warn: "…", bad: "✗" }[state];
  const parts = [make("p", {}, mark + " " + words)];
  if (reasons.length) parts.push(make("ul", {}, ...reasons));
  const now = parts.map((part) => part.textContent).join("\n");
  if ($("verdict").textContent.trim() === now.replaceAll("\n", "").trim()) return; // nothing to read out again
  $("verdict").className = state;
  $("verdict").replaceChildren(...parts);
}

function who(status) {
  $("who").textContent =
    t("who", status.worker_id, status.host, status.pid, status.version, age(status.uptime_seconds));
  document.title = (status.healthy ? "✓ " : "✗ ") + setup.texts.title;
  $("foot").textContent = t("looked", clock(Date.now()));
}

function hand(status) {
  const values = [
    ["hand.tasks", status.in_flight.tasks],
    ["hand.unconfirmed", status.unconfirmed_messages],
    ["hand.long_lock", status.in_flight.awaiting_hand_over],
    ["hand.answers", status.in_flight.answers],
    ["hand.waiting", status.in_flight.answers_waiting],
  ];
  $("hand").replaceChildren(
    ...values.map(([key, value]) =>
      make("div", {}, make("dt", {}, t(key)), make("dd", { id: key.replace(".", "-") }, number(value)))));
}

function table(element, heads, rows) {
  const cell = (name, value, i) =>
    make(name, { ...(typeof value === "number" || heads[i][1] ? { class: "number" } : {}), ...(name === "th" ? { scope: "col" } : {}) },
      value instanceof Node ? value : typeof value === "number" ? number(value) : value);
  element.replaceChildren(
    make("thead", {}, make("tr", {}, ...heads.map(([key], i) => cell("th", t(key), i)))),
    make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map((value, i) => cell("td", value, i))))));
}

/** The systems of the routing table and those that have been sent something, busiest first. */
function systems(status) {
  const queues = new Map(setup.systems.map((system) => [system.name, system.queue]));
  return [...new Set([...queues.keys(), ...Object.keys(status.routed_by_system)])]
    .map((name) => ({
      name,
      queue: queues.get(name) ?? "–",
      sent: status.routed_by_system[name] ?? 0,
      rate: systemRates[name] ?? 0,
    }))
    .sort((a, b) => b.rate - a.rate || b.sent - a.sent);
}

function tables(status) {
  table($("systems"), [["system"], ["queue"], ["sent", 1], ["rate", 1]],
    systems(status).map((s) => [s.name, s.queue, s.sent, rate(s.rate)]));
  const outcomes = Object.entries(status.counters.answers ?? {}).filter(([name, count]) => count || name === "completed");
  table($("answers"), [["outcome"], ["count", 1]],
    outcomes.map(([name, count]) => [setup.texts["outcome." + name] ?? name, count]));
}

function errors(status) {
  const open = new Set([...$("errors").querySelectorAll("details[open]")].map((d) => d.dataset.key));
  const list = [...status.errors].reverse().map((error) => {
    const key = error.time + error.kind + error.task;
    const details = make("details", { "data-key": key },
      make("summary", {}, clock(error.time) + " ", make("code", {}, error.kind), " " + cut(error.text, 160)),
      make("p", {}, error.text),
      make("p", {}, error.task ? t("task", error.task) : t("no_task")),
      make("p", {}, "👉 " + t("do." + group(error.kind))));
    details.open = open.has(key);
    return details;
  });
  $("errors").replaceChildren(...(list.length ? list : [make("p", {}, t("no_errors"))]));
}

function group(kind) {
  const system = kind.split(".")[0];
  if (system === "camunda" || system === "rabbitmq") return system;
  return { publish: "task", task_error: "task", bug: "bug" }[kind] ?? "answer";
}

// ---------------------------------------------------------------------------- the drawing

function box(x, y, width, height, lines, state) {
  const most = Math.floor((width - 20) / 6.9);
  const texts = lines.filter(Boolean).map(([text, style], i, all) =>
    make("text", { x: x + 10, y: y + height / 2 + 5 + (i - (all.length - 1) / 2) * 17, class: style ?? "" },
      make("title", {}, text), cut(text, most)));
  return make("g", {}, make("rect", { x, y, width, height, rx: 6, class: "box " + (state ?? "") }), ...texts);
}

/** An arrow along these points, with words at its middle. */
function edge(points, words, at, value) {
  const busy = value > 0 ? " busy" : "";
  const [[x0, y0], [x, y]] = points.slice(-2);
  const [dx, dy] = [Math.sign(x - x0), Math.sign(y - y0)];
  const head = [[x, y], [x - 8 * dx - 5 * dy, y - 8 * dy - 5 * dx], [x - 8 * dx + 5 * dy, y - 8 * dy + 5 * dx]];
  return make("g", {},
    make("polyline", { class: "edge" + busy, points: points.join(" ") }),
    make("polygon", { class: "head" + busy, points: head.join(" ") }),
    make("text", { x: at[0], y: at[1], class: "soft", "text-anchor": at[2] ?? "middle" }, words));
}

const mark = (good) => (good ? ["✓ " + t("reachable"), "good-text"] : ["✗ " + t("unreachable"), "bad-text"]);

function parts(status) {
  const loop = (l, name) => !l.enabled ? null
    : l.running && !l.failing ? ["✓ " + t(name), "good-text"] : ["✗ " + t(name), "bad-text"];
  const blocked = status.rabbitmq.blocked !== null;
  return {
    camunda: [["Camunda", "strong"], mark(status.camunda.reachable)],
    worker: [["worker", "strong"], loop(status.loops.routing, "routing"), loop(status.loops.responses, "responses")],
    broker: [["RabbitMQ", "strong"], blocked ? ["! " + t("blocked"), "warn-text"] : mark(status.rabbitmq.reachable)],
    brokerState: !status.rabbitmq.reachable ? "bad" : blocked ? "warn" : "good",
  };
}

function drawWide(status, list, n, p) {
  const bottom = 64 + Math.max(3, list.length) * 54;
  const middle = (64 + bottom) / 2;
  const good = (value) => (value ? "good" : "bad");
  const svg = [
    box(470, 6, 210, 46, p.broker, p.brokerState),
    edge([[150, middle - 16], [240, middle - 16]], rate(n.tasks), [195, middle - 24], n.tasks),
    edge([[240, middle + 20], [150, middle + 20]], rate(n.answers), [195, middle + 40], n.answers),
    box(10, middle - 40, 140, 80, p.camunda, good(status.camunda.reachable)),
    box(240, middle - 44, 140, 88, p.worker, good(status.healthy)),
  ];
  list.forEach((s, i) => {
    const y = 66 + i * 54;
    svg.push(
      edge([[380, middle], [420, middle], [420, y + 21], [470, y + 21]], rate(s.rate), [425, y + 15, "start"], s.rate),
      box(470, y, 210, 42, [[s.queue], [t("sent_of", number(s.sent)), "soft"]]),
      edge([[680, y + 21], [750, y + 21]], "", [0, 0], s.rate),
      box(750, y, 200, 42, [[s.name, "strong"]]));
  });
  svg.push(
    edge([[850, 66 + list.length * 54 - 12], [850, bottom + 34], [680, bottom + 34]], t("answers"), [765, bottom + 28], n.answers),
    box(470, bottom + 13, 210, 42, [[setup.responses]]),
    edge([[470, bottom + 34], [310, bottom + 34], [310, middle + 44]], rate(n.answers), [395, bottom + 28], n.answers),
    edge([[265, middle + 44], [265, bottom + 34], [225, bottom + 34]], "", [0, 0], n.errors),
    box(10, bottom + 13, 215, 42, [[setup.errors], [t("errors_of", number(inErrors(status))), "soft"]], n.errors > 0 ? "warn" : ""));
  return [960, bottom + 62, svg];
}

function drawNarrow(status, list, n, p) {
  const good = (value) => (value ? "good" : "bad");
  const svg = [
    box(6, 6, 328, 58, p.camunda, good(status.camunda.reachable)),
    edge([[60, 64], [60, 104]], rate(n.tasks), [72, 88, "start"], n.tasks),
    edge([[240, 104], [240, 64]], rate(n.answers), [252, 88, "start"], n.answers),
    box(6, 104, 328, 72, p.worker, good(status.healthy)),
    edge([[60, 176], [60, 212]], "", [0, 0], list.some((s) => s.rate > 0) ? 1 : 0),
    edge([[240, 212], [240, 176]], setup.responses, [232, 198, "end"], n.answers),
    box(6, 212, 328, 52, p.broker, p.brokerState),
  ];
  list.forEach((s, i) => {
    const y = 276 + i * 62;
    svg.push(box(6, y, 328, 54, [[s.name, "strong"], [s.queue + " · " + t("sent_of", number(s.sent)) + " · " + rate(s.rate), "soft"]]));
  });
  const end = 276 + list.length * 62;
  svg.push(box(6, end, 328, 54, [[setup.errors], [t("errors_of", number(inErrors(status))), "soft"]], n.errors > 0 ? "warn" : ""));
  return [340, end + 60, svg];
}

/** How many answers came to one of these outcomes. */
const answersOf = (status, outcomes) =>
  outcomes.reduce((sum, outcome) => sum + (status.counters.answers?.[outcome.code] ?? 0), 0);
const settled = (status) => answersOf(status, setup.outcomes.filter((outcome) => outcome.settled));
const inErrors = (status) => answersOf(status, setup.outcomes.filter((outcome) => outcome.to_error_queue));

function flow(status) {
  const all = systems(status);
  const list = all.slice(0, MOST_SYSTEMS);
  const n = {
    tasks: status.throughput_per_second.tasks["1m"],
    answers: status.throughput_per_second.answers["1m"],
    errors: inErrors(status),
  };
  const draw = $("flow").clientWidth < 640 ? drawNarrow : drawWide;
  const [width, height, content] = draw(status, list, n, parts(status));
  const words = t("flow.words", rate(n.tasks), rate(n.answers),
    list.map((s) => s.name + " " + rate(s.rate)).join(", "));
  $("flow").replaceChildren(
    make("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": words }, ...content),
    ...(all.length > list.length ? [make("p", {}, t("more_systems", all.length - list.length))] : []));
}

// ---------------------------------------------------------------------------- the last 15 minutes

function chart(element, caption, names, times, series, format) {
  const [width, height, left, low] = [Math.max(280, element.clientWidth), 170, 46, 140];
  const values = series.flat().filter((v) => v !== null);
  const top = nice(Math.max(...values, 0));
  const end = times[times.length - 1] ?? 0;
  const x = (time) => width - 8 - ((end - time) / 900000) * (width - left - 8);
  const y = (value) => low - (value / top) * (low - 14);
  const parts = [0, 0.5, 1].flatMap((part) => [
    make("line", { class: "grid", x1: left, x2: width - 8, y1: y(top * part), y2: y(top * part) }),
    make("text", { class: "soft", x: left - 6, y: y(top * part) + 4, "text-anchor": "end" }, format(top * part))]);
  for (const minutes of [15, 10, 5, 0]) {
    parts.push(make("text", { class: "soft", x: x(end - minutes * 60000), y: low + 18, "text-anchor": minutes ? "middle" : "end" },
      minutes ? t("ago", minutes) : t("now")));
  }
  series.forEach((line, i) =>
    runs(line, times).forEach((points) =>
      parts.push(make("polyline", { class: i ? "second" : "first", points: points.map(([a, b]) => x(a).toFixed(1) + "," + y(b).toFixed(1)).join(" ") }))));
  const last = (line) => [...line].reverse().find((v) => v !== null) ?? null;
  const words = names.map((name, i) => name + " " + (last(series[i]) === null ? "–" : format(last(series[i]))));
  element.replaceChildren(
    make("figcaption", {}, caption),
    make("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": caption + ": " + words.join(", ") }, ...parts),
    make("p", {}, ...words.flatMap((text, i) => [make("span", { class: i ? "key two" : "key" }, text), " "])));
}

/** The pieces of a line between the moments without a value. */
function runs(line, times) {
  const found = [[]];
  line.forEach((value, i) => value === null ? found.push([]) : found[found.length - 1].push([times[i], value]));
  return found.filter((run) => run.length > 1);
}

function nice(value) {
  if (value <= 0) return 1;
  const ten = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => step * ten).find((step) => step >= value);
}

function history(points) {
  const times = points.map((p) => p.time);
  const rates = (name) => points.map((p, i) =>
    i === 0 ? null : Math.max(0, ((p[name] - points[i - 1][name]) * 1000) / (p.time - points[i - 1].time)));
  chart($("rates"), t("chart.rates"), [t("chart.tasks"), t("chart.answers")], times,
    [rates("tasks"), rates("answers")], (v) => number(v, v > 0 && v < 10 ? 1 : 0));
  chart($("latencies"), t("chart.latencies"), [t("chart.routing"), t("chart.answering")], times,
    [points.map((p) => p.task_routing_p95), points.map((p) => p.answer_handling_p95)], (v) => number(v, v > 0 && v < 10 ? 2 : 0));
}

function workers(list) {
  $("workers").hidden = false;
  table($("workers").querySelector("table"),
    [["worker"], ["verdict"], ["sent", 1], ["answered", 1], ["uptime"]],
    list.map((w) => {
      const s = w.status;
      const state = !s ? t("silent") : s.healthy ? t("verdict.good") : s.problems.map((p) => t("problem." + p.kind)).join("; ");
      return [w.url, make("span", { class: s?.healthy ? "state-good" : "state-bad" }, state),
        s ? s.counters.tasks.routed : "–",
        s ? settled(s) : "–",
        s ? age(s.uptime_seconds) : "–"];
    }));
}

// ---------------------------------------------------------------------------- looking

async function get(path) {
  const answer = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(LATE) });
  if (!answer.ok) throw new Error(path + ": HTTP " + answer.status);
  return answer.json();
}

async function look() {
  try {
    const status = await get("status");
    lastGood = Date.now();
    document.body.classList.remove("gone");
    [verdict, who, flow, hand, tables, errors].forEach((show) => show(status));
  } catch (failure) {
    document.body.classList.add("gone");
    document.title = "✗ " + setup.texts.title;
    say("bad", t("verdict.gone"), lastGood ? [make("li", {}, t("last_good", clock(lastGood)))] : []);
  }
}

async function lookAtMore() {
  try {
    const past = await get("recent");
    systemRates = past.last_minute;
    history(past.moments);
    if (setup.several) workers(await get("workers"));
  } catch (failure) {
    // The other look says that the worker has gone.
  }
}

async function every(period, action) {
  for (;;) {
    await action();
    await new Promise((done) => setTimeout(done, period));
  }
}

every(5000, lookAtMore);
every(PERIOD, look);
