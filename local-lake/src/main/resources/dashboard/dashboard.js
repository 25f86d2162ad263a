"use strict";

const $ = (id) => document.getElementById(id);
const number = new Intl.NumberFormat("en");
const STAGES = [
  ["produced", "produced"], ["stored", "in raw"], ["rejected", "rejected"],
  ["failed", "failed"], ["published", "alerts"], ["merged", "merged"], ["trusted", "in trusted"],
];
const BAD_WHEN_ABOVE_ZERO = new Set(["rejected", "failed"]);
let selected = null;
let before = null;

function element(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  if (text !== null) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function size(bytes) {
  const units = ["B", "KB", "MB", "GB"];
  let unit = 0;
  while (bytes >= 1024 && unit < units.length - 1) { bytes /= 1024; unit++; }
  return `${bytes < 10 && unit ? bytes.toFixed(1) : Math.round(bytes)} ${units[unit]}`;
}

function showPipelines(names) {
  if (!names.includes(selected)) selected = names[0];
  const buttons = names.map((name) => {
    const button = element("button", name, { type: "button", "aria-pressed": name === selected });
    button.addEventListener("click", () => { selected = name; before = null; if (last) show(last); });
    return button;
  });
  $("pipelines").replaceChildren(...buttons);
}

function showFlow(flow, seconds) {
  $("flow").replaceChildren(...STAGES.map(([key, label]) => {
    const item = element("li", null);
    if (BAD_WHEN_ABOVE_ZERO.has(key) && flow[key] > 0) item.className = "bad";
    const rate = before && seconds > 0 ? (flow[key] - before.flow[key]) / seconds : 0;
    item.append(element("b", number.format(flow[key])), element("span", label + (rate > 0 ? ` · ${rate.toFixed(1)}/s` : "")));
    return item;
  }));
}

function showAlerts(alerts) {
  const items = alerts.map((alert) => {
    const item = element("li", null, { class: alert.severity });
    item.append(element("time", alert.at.replace("T", " ").slice(0, 19)), document.createTextNode(alert.subject));
    return item;
  });
  $("alerts").replaceChildren(...(items.length ? items : [element("li", "none yet", { class: "empty" })]));
}

function showLake(prefixes) {
  $("lake").replaceChildren(...prefixes.map((prefix) => {
    const row = element("tr", null);
    row.append(element("td", prefix.prefix), element("td", number.format(prefix.objects), { class: "number" }),
      element("td", size(prefix.bytes), { class: "number" }), element("td", prefix.newest));
    return row;
  }));
}

function showQueries(queries) {
  const names = Object.keys(queries);
  if ($("named").dataset.of === selected) return;
  $("named").dataset.of = selected;
  $("named").replaceChildren(...names.map((name) => {
    const button = element("button", name, { type: "button" });
    button.addEventListener("click", () => { $("sql").value = queries[name]; $("query").requestSubmit(); });
    return button;
  }));
  if (names.length) $("sql").value = queries[names[0]];
}

let last = null;
function show(status) {
  last = status;
  showPipelines(Object.keys(status.pipelines));
  const pipeline = status.pipelines[selected];
  const at = Date.parse(status.clock) / 1000;
  showFlow(pipeline.flow, before ? at - before.at : 0);
  if (!before || at - before.at >= 10) before = { at, flow: pipeline.flow };
  $("clock").textContent = status.clock.replace("T", " ").slice(0, 19) + " UTC";
  $("run").textContent = "ETL: " + pipeline.run;
  showAlerts(pipeline.alerts);
  showLake(pipeline.lake);
  showQueries(pipeline.queries);
}

function chart(columns, rows) {
  const figure = $("chart");
  const numeric = columns.map((_, i) => i)
    .filter((i) => i > 0 && rows.length > 1 && rows.every((row) => row[i] !== null && row[i] !== "" && !isNaN(row[i]))).slice(0, 4);
  figure.hidden = numeric.length === 0;
  if (figure.hidden) return;
  const colours = ["#1098ad", "#e8590c", "#7048e8", "#2b8a3e"];
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 1000 300");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", "Each numeric column, scaled to its own range, in the order of the rows");
  numeric.forEach((column, n) => {
    const values = rows.map((row) => Number(row[column]));
    const low = Math.min(...values);
    const span = Math.max(...values) - low || 1;
    const line = document.createElementNS("http://www.w3.org/2000/svg", "polyline");
    line.setAttribute("points", values.map((v, i) => `${(i * 1000) / (values.length - 1)},${290 - ((v - low) * 280) / span}`).join(" "));
    line.setAttribute("stroke", colours[n]);
    line.setAttribute("vector-effect", "non-scaling-stroke");
    svg.append(line);
  });
  const caption = element("figcaption", null);
  numeric.forEach((column, n) => caption.append(element("span", `■ ${columns[column]}  `, { style: `color:${colours[n]}` })));
  caption.append("each scaled to its own range, in the order of the rows");
  figure.replaceChildren(svg, caption);
}

async function run(event) {
  event.preventDefault();
  $("answer").className = "";
  $("answer").textContent = "running …";
  const started = performance.now();
  const response = await fetch("query", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ pipeline: selected, sql: $("sql").value }),
  });
  const answer = await response.json();
  $("rows").replaceChildren();
  $("chart").hidden = true;
  if (!response.ok) {
    $("answer").className = "error";
    $("answer").textContent = answer.error;
    return;
  }
  $("answer").textContent = `${number.format(answer.total)} rows in ${Math.round(performance.now() - started)} ms`
    + (answer.total > answer.rows.length ? `, the first ${answer.rows.length} are shown` : "");
  chart(answer.columns, answer.rows);
  const head = element("tr", null);
  head.append(...answer.columns.map((name) => element("th", name, { scope: "col" })));
  $("rows").append(head, ...answer.rows.map((row) => {
    const line = element("tr", null);
    line.append(...row.map((value) => element("td", value === null ? "∅" : value)));
    return line;
  }));
}

$("query").addEventListener("submit", (event) => run(event).catch((error) => {
  $("answer").className = "error";
  $("answer").textContent = String(error);
}));
const source = new EventSource("status");
source.onmessage = (message) => show(JSON.parse(message.data));
source.onerror = () => { $("clock").textContent = "the lake does not answer"; };
