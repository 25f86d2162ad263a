"use strict";

const $ = (id) => document.getElementById(id);
const number = new Intl.NumberFormat("en");
const rate = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const STAGES = [
  ["produced", "produced"], ["missed", "requests missed"], ["stored", "in raw"], ["trusted", "in trusted"],
  ["rejected", "rejected"], ["failed", "failed"], ["published", "alerts sent"], ["merged", "alerts merged"],
];
const BAD_ABOVE_ZERO = new Set(["rejected", "failed", "missed"]);
const RATE_SECONDS = 60; // the producer works in bursts, one a minute
let selected = null;
let last = null;
let flows = [];

function element(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  if (text !== null) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** Renders only what changed, so that focus, selection and scrolling stay where they are. */
function whenChanged(id, value, render) {
  const key = JSON.stringify([selected, value]);
  if ($(id).shown === key) return;
  $(id).shown = key;
  render(value);
}

function size(bytes) {
  const units = ["B", "KB", "MB", "GB"];
  let unit = 0;
  while (bytes >= 1024 && unit < units.length - 1) { bytes /= 1024; unit++; }
  return `${bytes < 10 && unit ? bytes.toFixed(1) : Math.round(bytes)} ${units[unit]}`;
}

function time(iso) {
  return element("time", iso.slice(11, 19), { datetime: iso, title: iso });
}

function showPipelines(names) {
  $("pipelines").replaceChildren(...names.map((name) => {
    const button = element("button", name, { type: "button", "aria-pressed": name === selected });
    button.addEventListener("click", () => {
      selected = name;
      flows = [];
      show(last);
      [...$("pipelines").children].find((other) => other.textContent === name).focus();
    });
    return button;
  }));
}

/** Numbers a second over the last seconds, on the lake's clock. */
function perSecond(key) {
  const first = flows[0], newest = flows.at(-1);
  return newest.at > first.at ? (newest.flow[key] - first.flow[key]) / (newest.at - first.at) : 0;
}

function showFlow(flow) {
  if ($("flow").children.length === 0) {
    $("flow").append(...STAGES.map(([, label]) => {
      const item = element("li", null);
      item.append(element("b", "0"), element("span", label), element("span", ""));
      return item;
    }));
  }
  STAGES.forEach(([key], i) => {
    const item = $("flow").children[i];
    const [count, , speed] = item.children;
    item.hidden = !(key in flow); // what others put was made elsewhere
    item.className = !flow[key] ? "quiet" : BAD_ABOVE_ZERO.has(key) ? "bad" : "";
    count.textContent = number.format(flow[key] ?? 0);
    speed.textContent = perSecond(key) > 0 ? `${rate.format(perSecond(key))}/s` : "";
  });
}

function showAlerts(alerts) {
  $("alerts").replaceChildren(...alerts.map((alert) => {
    const item = element("li", null);
    // The subject begins with the severity, for those who only see the subject.
    const subject = alert.subject.replace(new RegExp(`^${alert.severity} `, "i"), "");
    item.append(time(alert.at), element("span", alert.severity, { class: `label ${alert.severity}` }),
      element("span", subject, { class: "subject" }));
    return item;
  }));
  const nothing = last.pipelines[selected].flow.stored
    ? "None yet: no rule was violated." : "None yet: no record has arrived.";
  if (!alerts.length) $("alerts").append(element("li", nothing, { class: "empty" }));
}

function showTroubles(troubles) {
  $("trouble").hidden = !troubles.length;
  $("troubles").replaceChildren(...troubles.map((trouble) => {
    const item = element("li", null);
    item.append(time(trouble.at), element("span", trouble.text, { class: "bad" }));
    if (trouble.remedy) item.append(element("span", `What to do: ${trouble.remedy}`, { class: "soft" }));
    return item;
  }));
}

/** What records and files hold comes as text, never as markup. */
function showTables(tables) {
  $("made").hidden = !tables.length;
  $("tables").replaceChildren(...tables.map((table) => {
    const item = element("li", null);
    item.append(element("b", table.table), element("span", table.rows));
    if (table.newest) item.append(element("span", table.newest, { class: "soft" }));
    table.notes.forEach((note) => item.append(element("span", note, { class: "bad" })));
    return item;
  }));
}

function showLake(prefixes) {
  $("lake").replaceChildren(...prefixes.map((prefix) => {
    const row = element("tr", null);
    const written = element("td", null);
    written.append(time(prefix.newest));
    row.append(element("td", prefix.prefix), element("td", number.format(prefix.objects), { class: "number" }),
      element("td", size(prefix.bytes), { class: "number" }), written);
    return row;
  }));
  if (!prefixes.length) {
    const row = element("tr", null);
    row.append(element("td", "Nothing is stored yet.", { colspan: 4, class: "empty" }));
    $("lake").append(row);
  }
}

function showQueries(queries) {
  $("named").replaceChildren(...Object.keys(queries).map((name) => {
    const button = element("button", name, { type: "button" });
    button.addEventListener("click", () => { $("sql").value = queries[name]; $("query").requestSubmit(); });
    return button;
  }));
  $("sql").value = Object.values(queries)[0] ?? "";
}

function show(status) {
  last = status;
  const names = Object.keys(status.pipelines);
  if (!names.includes(selected)) selected = names[0];
  const pipeline = status.pipelines[selected];
  const at = Date.parse(status.clock) / 1000;
  flows = [...flows.filter((flow) => at - flow.at <= RATE_SECONDS), { at, flow: pipeline.flow }];
  $("clock").className = "";
  $("clock").textContent = status.clock.replace("T", " ").slice(0, 19) + " UTC";
  $("run").textContent = "ETL: " + pipeline.run.toLowerCase();
  whenChanged("pipelines", names, showPipelines);
  showFlow(pipeline.flow);
  whenChanged("troubles", pipeline.troubles, showTroubles);
  whenChanged("tables", pipeline.tables, showTables);
  whenChanged("alerts", [pipeline.alerts, pipeline.flow.stored > 0], ([alerts]) => showAlerts(alerts));
  whenChanged("lake", pipeline.lake, showLake);
  whenChanged("named", pipeline.queries, showQueries);
}

function showRows(columns, rows) {
  const numeric = new Set(Chart.numericColumns(rows.length === 1 ? [rows[0], rows[0]] : rows, columns));
  const cell = (i) => (numeric.has(i) ? { class: "number" } : {});
  const head = element("tr", null);
  head.append(...columns.map((name, i) => element("th", name, { scope: "col", ...cell(i) })));
  $("columns").replaceChildren(head);
  $("rows").replaceChildren(...rows.map((row) => {
    const line = element("tr", null);
    line.append(...row.map((value, i) => (value === null ? element("td", "null", { class: "null" }) : element("td", value, cell(i)))));
    return line;
  }));
  $("result").hidden = false;
}

function showError(text) {
  $("answer").className = "error";
  $("answer").textContent = text;
  $("result").hidden = true;
  $("chart").hidden = true;
}

async function ask() {
  const started = performance.now();
  const response = await fetch("query", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ pipeline: selected, sql: $("sql").value }),
  });
  const answer = await response.json();
  if (!response.ok) return showError(answer.error);
  const rows = answer.total === 1 ? "1 row" : `${number.format(answer.total)} rows`;
  $("answer").textContent = `${rows} in ${number.format(Math.round(performance.now() - started))} ms`
    + (answer.total > answer.rows.length ? `; the first ${answer.rows.length} are shown` : "");
  showRows(answer.columns, answer.rows);
  Chart.show($("chart"), answer.columns, answer.rows);
}

$("query").addEventListener("submit", async (event) => {
  event.preventDefault();
  $("go").disabled = true;
  $("answer").className = "";
  $("answer").textContent = "running …";
  try {
    await ask();
  } catch (error) {
    showError(`The lake does not answer: ${error.message}`);
  } finally {
    $("go").disabled = false;
  }
});
$("sql").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) $("query").requestSubmit();
});

const source = new EventSource("status");
source.onmessage = (message) => show(JSON.parse(message.data));
source.onerror = () => {
  $("clock").className = "lost";
  $("clock").textContent = "the lake does not answer";
};
