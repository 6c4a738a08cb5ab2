/** Draws one curve over time as SVG. */
import { h, put, s } from "./dom.js";

const LEFT = 64;
const RIGHT = 10;
const TOP = 8;
const BOTTOM = 22;
const STEPS = [1, 2, 2.5, 5, 10];

/** Round values within the bounds, about `count` of them. */
export function ticks(least, most, count) {
  const rough = (most - least) / count || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = STEPS.map((one) => one * power).find((one) => one >= rough * 0.999);
  const found = [];
  for (let at = Math.ceil(least / step) * step; at <= most + step * 1e-9; at += step) found.push(Number(at.toPrecision(12)));
  return found;
}

function timeTicks(from, to, width) {
  const nice = [10, 30, 60, 300, 600, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800];
  const step = nice.find((one) => (to - from) / one <= Math.max(2, width / 90)) ?? 604800;
  const found = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) found.push([at, timeText(at, step)]);
  return found;
}

function timeText(at, step) {
  const iso = new Date(at * 1000).toISOString();
  if (step >= 86400) return iso.slice(5, 10);
  return step < 60 ? iso.slice(11, 19) : iso.slice(11, 16);
}

export class Chart {
  #points = [];

  /** format: value => text; zero: the axis contains 0; height in px. */
  constructor(box, { name, unit, format, height, zero = false, tone = "" }) {
    Object.assign(this, { name, unit, format, height, zero });
    this.read = h("span", { class: "chart-read" });
    this.svg = s("svg", { class: `chart ${tone}`, height, role: "img", tabindex: 0 });
    this.box = h("figure", { class: "chart-box" }, h("figcaption", {}, `${name}, ${unit}`, this.read), this.svg);
    box.append(this.box);
    this.svg.addEventListener("pointermove", (event) => this.#point(event.offsetX));
    this.svg.addEventListener("pointerleave", () => this.#mark(null));
    this.svg.addEventListener("keydown", (event) => this.#key(event));
    this.svg.addEventListener("blur", () => this.#mark(null));
    new ResizeObserver(() => this.draw(this.#points)).observe(this.box);
  }

  /** points: [[seconds, value]], oldest first. */
  draw(points) {
    this.#points = points;
    const width = this.box.clientWidth;
    if (width < 80) return;
    this.svg.setAttribute("width", width);
    this.svg.setAttribute("viewBox", `0 0 ${width} ${this.height}`);
    if (points.length < 2) {
      put(this.svg, s("text", { x: width / 2, y: this.height / 2, "text-anchor": "middle", class: "chart-none" }, "not enough seen yet"));
      return;
    }
    this.#scale(points, width);
    const grid = ticks(this.least, this.most, Math.max(2, this.height / 45)).flatMap((value) => [
      s("line", { x1: LEFT, x2: width - RIGHT, y1: this.y(value), y2: this.y(value), class: "chart-grid" }),
      s("text", { x: LEFT - 8, y: this.y(value) + 4, "text-anchor": "end" }, this.format(value)),
    ]);
    const times = timeTicks(this.from, this.to, width).map(([at, text]) =>
      s("text", { x: Math.min(this.x(at), width - RIGHT - 16), y: this.height - 5, "text-anchor": "middle" }, text));
    const line = points.map(([at, value], place) => `${place ? "L" : "M"}${this.x(at).toFixed(1)} ${this.y(value).toFixed(1)}`).join("");
    const floor = this.y(this.zero ? 0 : this.least).toFixed(1);
    const area = `${line}L${this.x(this.to).toFixed(1)} ${floor}L${this.x(this.from).toFixed(1)} ${floor}Z`;
    this.cross = s("g", { class: "chart-cross" });
    put(this.svg, ...grid, ...times, s("path", { d: area, class: "chart-area" }), s("path", { d: line, class: "chart-line" }), this.cross);
    const values = points.map(([, value]) => value);
    this.svg.setAttribute("aria-label", `${this.name}: now ${this.format(values.at(-1))} ${this.unit}, least ${this.format(Math.min(...values))}, most ${this.format(Math.max(...values))}. Arrow keys read single values.`);
    this.#mark(this.marked ?? null);
  }

  #scale(points, width) {
    let least = Infinity;
    let most = -Infinity;
    for (const [, value] of points) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    if (this.zero) most = Math.max(most, 0);
    const room = (most - least) * 0.08 || Math.abs(most) * 0.0005 || 1;
    Object.assign(this, { least: least - room, most: this.zero ? most : most + room, from: points[0][0], to: points.at(-1)[0] });
    this.x = (at) => LEFT + ((at - this.from) / (this.to - this.from || 1)) * (width - LEFT - RIGHT);
    this.y = (value) => TOP + ((this.most - value) / (this.most - this.least || 1)) * (this.height - TOP - BOTTOM);
  }

  #point(x) {
    if (this.#points.length < 2 || !this.x) return;
    let best = 0;
    this.#points.forEach(([at], place) => {
      if (Math.abs(this.x(at) - x) < Math.abs(this.x(this.#points[best][0]) - x)) best = place;
    });
    this.#mark(this.#points[best][0]);
  }

  #key(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || this.#points.length < 2) return;
    event.preventDefault();
    const last = this.#points.length - 1;
    const now = this.marked == null ? last : this.#points.findIndex(([at]) => at === this.marked);
    this.#mark(this.#points[Math.min(last, Math.max(0, now + step))][0]);
  }

  #mark(at) {
    this.marked = at;
    const point = at === null ? null : this.#points.find(([time]) => time === at);
    if (!this.cross) return;
    if (!point) {
      put(this.cross);
      this.read.textContent = "";
      return;
    }
    const x = this.x(point[0]);
    put(this.cross, s("line", { x1: x, x2: x, y1: TOP, y2: this.height - BOTTOM }), s("circle", { cx: x, cy: this.y(point[1]), r: 3.5 }));
    this.read.textContent = `${this.format(point[1])} at ${new Date(point[0] * 1000).toISOString().slice(5, 19).replace("T", " ")} UTC`;
  }
}
