"use strict";

/** Bars of one numeric column of a result, with an axis; the other columns name the bars. */
const Chart = (() => {
  const LEFT = 64, RIGHT = 8, TOP = 10, BOTTOM = 24;
  const short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 2 });

  const isNumber = (value) => value !== null && value !== "" && Number.isFinite(Number(value));

  function numericColumns(rows, columns) {
    if (rows.length < 2) return [];
    return columns.map((_, i) => i)
      .filter((i) => rows.some((row) => isNumber(row[i])) && rows.every((row) => row[i] === null || isNumber(row[i])));
  }

  function shape(name, attributes, text) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
  }

  /** Round values of an axis that holds low and high. */
  function ticks(low, high) {
    const rough = (high - low) / 4 || 1;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough);
    const first = Math.floor(low / step), last = Math.ceil(high / step);
    return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
  }

  /** Bars start at zero, unless all values lie far from it: then differences could not be seen. */
  function range(values) {
    const low = Math.min(...values), high = Math.max(...values);
    return low > 0 && (high - low) < low / 2 ? ticks(low - (high - low) * .1, high) : ticks(Math.min(0, low), Math.max(0, high));
  }

  function draw(svg, rows, column, names) {
    const width = svg.clientWidth, height = svg.clientHeight;
    const axis = range(rows.filter((row) => row[column] !== null).map((row) => Number(row[column])));
    const low = axis[0], high = axis.at(-1);
    const y = (value) => TOP + (height - TOP - BOTTOM) * (1 - (value - low) / (high - low));
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.replaceChildren();
    for (const value of axis) {
      svg.append(shape("line", { x1: LEFT, x2: width - RIGHT, y1: y(value), y2: y(value) }),
        shape("text", { x: LEFT - 8, y: y(value) + 4, "text-anchor": "end" }, short.format(value)));
    }
    const slot = (width - LEFT - RIGHT) / rows.length;
    const base = y(Math.max(low, Math.min(0, high)));
    rows.forEach((row, i) => {
      if (row[column] === null) return;
      const top = y(Number(row[column]));
      const bar = shape("rect", { x: LEFT + i * slot + slot * .1, width: Math.max(slot * .8, .5), y: Math.min(top, base), height: Math.max(Math.abs(base - top), 1) });
      bar.append(shape("title", {}, `${names(row)}: ${row[column]}`));
      svg.append(bar);
    });
    const every = Math.ceil(rows.length / Math.max(1, Math.floor((width - LEFT) / 130)));
    for (let i = 0; i < rows.length; i += every) {
      svg.append(shape("text", { x: LEFT + i * slot + slot * .1, y: height - 6 }, String(rows[i][0] ?? "").slice(0, 19)));
    }
  }

  /** Shows the rows in the figure, or hides it where there is nothing to draw. */
  function show(figure, columns, rows) {
    const numeric = numericColumns(rows, columns);
    const drawable = numeric.length > 1 || (numeric.length === 1 && numeric[0] > 0) ? numeric : [];
    figure.hidden = drawable.length === 0;
    if (figure.hidden) return;
    const select = document.createElement("select");
    select.id = "charted";
    for (const i of drawable) select.append(new Option(columns[i], i));
    select.value = drawable.at(-1);
    const caption = document.createElement("figcaption");
    const label = document.createElement("label");
    label.htmlFor = "charted";
    label.textContent = "Chart of";
    caption.append(label, select, "in the order of the rows");
    const svg = shape("svg", { role: "img" });
    const names = (row) => row.filter((_, i) => !numeric.includes(i)).join(", ") || row[0];
    const redraw = () => {
      svg.setAttribute("aria-label", `Bars of ${columns[select.value]}, one for each row`);
      draw(svg, rows, Number(select.value), names);
    };
    select.addEventListener("change", redraw);
    figure.replaceChildren(caption, svg);
    new ResizeObserver(redraw).observe(svg);
  }

  return { show, numericColumns };
})();
