/** Shows the desk's pages: title, facts, lines, tables, curves, and what to do next. */
import { Chart } from "./chart.js";
import { h } from "./dom.js";

const GAP = /<[^>]+>/g;
const LABELS = { "<reason>": "Why", "<code>": "Code of your generator", "<symbol>": "Symbol" };

/** The parts of a page below its title. */
export function sections(list) {
  return list.map((section) => {
    if (section.facts) return h("dl", { class: "facts" }, ...section.facts.flatMap(({ name, value }) => [h("dt", {}, name), h("dd", {}, value)]));
    if (section.lines) return h("div", { class: "lines" }, ...section.lines.map((line) => h("p", {}, line)));
    if (section.rows) return table(section);
    return curve(section);
  });
}

function table({ title, columns, rows }) {
  const number = columns.map((name) => name.endsWith("#"));
  const names = columns.map((name) => name.replace(/#$/, ""));
  const heads = names.map((name, place) => h("th", { scope: "col", class: number[place] ? "number" : "" }, name));
  const lines = rows.map((row) => h("tr", {}, ...row.map((cell, place) => h("td", { "data-name": names[place], class: number[place] ? "number" : "" }, cell))));
  return h("table", {}, h("caption", {}, title), h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...lines));
}

function curve({ name, unit, points }) {
  const box = h("div", { class: "chart-in-answer" });
  const chart = new Chart(box, { name, unit, format: (value) => String(value), height: 150 });
  chart.draw(points.map(({ at, value }) => [Date.parse(at) / 1000, value]));
  return box;
}

/**
 * A button for a next step; what stands in angle brackets is asked for before it is sent.
 * `say(words, shown)`: shown is what may be displayed, without a code.
 */
export function step({ command, purpose, action }, say, primary) {
  if (action) return h("p", { class: "step-do" }, `Next: ${action}`);
  const gaps = command.match(GAP) ?? [];
  const style = primary ? "primary" : /^(mode halt|kill)\b/.test(command) ? "danger" : "";
  const name = command.replace(GAP, "").trim();
  if (gaps.length === 0) {
    return h("div", { class: "step" }, h("button", { type: "button", class: style, click: () => say(command, command) }, title(name, primary)), h("span", { class: "hint" }, purpose));
  }
  const fields = gaps.map((gap) => ({ gap, input: input(gap, name) }));
  const send = (event) => {
    event.preventDefault();
    const filled = (hide) => fields.reduce((words, { gap, input: field }) => words.replace(gap, hide && gap === "<code>" ? "······" : field.value.trim()), command);
    const words = filled(false);
    const shown = filled(true);
    fields.filter(({ gap }) => gap === "<code>").forEach(({ input: field }) => (field.value = ""));
    say(words, shown);
  };
  const labels = fields.map(({ gap, input: field }) => h("label", {}, LABELS[gap] ?? gap.slice(1, -1), field));
  return h("form", { class: "step gaps", submit: send }, ...labels, h("button", { type: "submit", class: style }, title(name, primary)), h("span", { class: "hint" }, purpose));
}

function input(gap, name) {
  const code = gap === "<code>";
  return h("input", {
    type: "text", required: true, autocomplete: code ? "one-time-code" : "off",
    inputmode: code ? "numeric" : null, pattern: code ? "[0-9]{6}" : null, maxlength: code ? 6 : 200,
    "aria-label": `${LABELS[gap] ?? gap.slice(1, -1)} for ${name}`,
  });
}

function title(name, primary) {
  const text = primary ? name.split(" ")[0] : name;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
