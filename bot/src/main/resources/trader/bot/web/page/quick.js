/** Buttons for the levers, and the line for any command. */
import { byId, h, put } from "./dom.js";

const ARMED_MS = 5000;
const ROWS = [
  { name: "Mode", command: "mode", values: ["halt", "manual", "paper", "auto"], now: (head) => head.mode_effective },
  { name: "Capital %", command: "capital stage", values: ["10", "20", "30", "50", "70", "100"], now: (head) => String(head.capital_stage ?? "") },
  { name: "Engine", command: "canary", values: ["blue", "green"], now: (head) => head.active_color },
];
const SINGLE = [["pause", ""], ["resume", ""], ["close all", "arm"], ["kill", "arm"], ["rearm", ""], ["snapshot now", ""]];

/** A button that acts at its second press: for what cannot be taken back. */
export function armed(text, sure, act) {
  let timer = null;
  const button = h("button", { type: "button" }, text);
  const disarm = () => {
    clearTimeout(timer);
    timer = null;
    button.textContent = text;
    button.classList.remove("armed");
  };
  button.addEventListener("click", () => {
    if (timer) {
      disarm();
      act();
      return;
    }
    button.textContent = typeof sure === "function" ? sure() : sure;
    button.classList.add("armed");
    timer = setTimeout(disarm, ARMED_MS);
  });
  button.addEventListener("blur", disarm);
  return button;
}

export class Quick {
  #values = [];

  constructor(say) {
    this.say = say;
    byId("say").addEventListener("submit", (event) => {
      event.preventDefault();
      const words = byId("words").value.trim();
      if (!words) return;
      byId("words").value = "";
      say(words);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement?.tagName)) {
        event.preventDefault();
        byId("words").focus();
      }
    });
  }

  /** Offers what the login may do. */
  offer(session) {
    const may = new Map(session.commands.map((one) => [one.name, one.may]));
    const allowed = (words) => may.get(words.split(" ")[0]) ?? false;
    this.#values = [];
    const rows = ROWS.map((row) => {
      const buttons = row.values.map((value) => this.#value(row, value, allowed(row.command)));
      return h("div", { class: "quick-row" }, h("span", { class: "quick-name" }, row.name), h("div", { class: "segments", role: "group", "aria-label": row.name }, ...buttons));
    });
    const singles = SINGLE.map(([words, arm]) => {
      const send = () => this.say(words);
      const button = arm ? armed(words, `${words}: press again`, send) : h("button", { type: "button", click: send }, words);
      button.disabled = !allowed(words);
      return button;
    });
    put(byId("levers-quick"), ...rows, h("div", { class: "singles" }, ...singles));
    put(byId("known"), ...session.commands.flatMap((one) => one.examples).map((example) => h("option", { value: example.slice(1) })));
  }

  #value(row, value, may) {
    const words = `${row.command} ${value}`;
    const button = h("button", { type: "button", disabled: !may, "aria-pressed": "false", click: () => this.say(words) }, value);
    this.#values.push({ button, value, now: row.now });
    return button;
  }

  /** Marks what is so now. */
  take(head) {
    for (const { button, value, now } of this.#values) {
      button.setAttribute("aria-pressed", String(now(head) === value));
    }
  }
}
