/** The answers of the desk, the newest first: on its way, previewed with its countdown, or done. */
import { byId, h, put } from "./dom.js";
import { clockTime, span } from "./figures.js";
import { sections, step } from "./page.js";

const KEPT = 5;
const WIDE = matchMedia("(min-width: 1000px)");
const LOOKS = { done: "done", failed: "bad", refused: "warn", misunderstood: "warn", unconfirmed: "ask", not_acknowledged: "bad" };

export class Answer {
  #timer = null;

  /** `again(words, shown)` sends a command. */
  constructor(shown, again) {
    this.again = again;
    this.title = h("h3", { tabindex: "-1" }, `${shown}: sent, waiting for the engine…`);
    this.body = h("div", { class: "answer-body" });
    const close = h("button", { type: "button", class: "quiet close", "aria-label": `Dismiss the answer to ${shown}`, click: () => this.close() }, "✕");
    this.box = h("article", { class: "answer waiting", "data-words": shown }, h("p", { class: "answer-words" }, shown, close), this.title, this.body);
    const list = byId("answers");
    list.prepend(this.box);
    [...list.children].slice(KEPT).forEach((old) => old.remove());
    this.#reveal();
  }

  /** Beside the state the list scrolls by itself; below it, the page has to. */
  #reveal() {
    const side = this.box.closest(".side");
    if (side.scrollHeight > side.clientHeight) {
      side.scrollTop = 0;
    } else if (!WIDE.matches) {
      this.box.scrollIntoView({ block: "start" });
    }
  }

  close() {
    clearInterval(this.#timer);
    this.box.remove();
  }

  /** The desk's reply to `words`. */
  show(reply, words) {
    this.box.className = `answer ${LOOKS[reply.outcome] ?? ""}`;
    this.title.textContent = reply.title;
    const confirm = reply.confirmation && reply.next.find((one) => one.command?.startsWith("confirm "));
    const steps = withChecks(reply).map((one) => step(one, this.again, one === confirm));
    put(this.body, ...sections(reply.sections), h("div", { class: "steps" }, ...steps), h("p", { class: "hint" }, `answered at ${clockTime(reply.at)}`));
    if (reply.valid_ms != null) this.#countDown(reply.valid_ms, words, reply.approval ? "approved" : "confirmed");
    this.title.focus({ preventScroll: true });
    this.#reveal();
  }

  /** There is no reply; `retry` sends the same command with the same id. */
  lost(sentence, retry) {
    this.box.className = "answer bad";
    this.title.textContent = `NOT CONFIRMED — ${sentence}`;
    put(this.body, h("div", { class: "steps" },
      retry && h("div", { class: "step" }, h("button", { type: "button", class: "primary", click: retry }, "Send again"), h("span", { class: "hint" }, "has the same id, so it is done at most once")),
      step({ command: "status", purpose: "what is so now" }, this.again)));
  }

  /** It was not done, and it is certain that it was not. */
  refused(sentence) {
    this.box.className = "answer warn";
    this.title.textContent = `NOT DONE — ${sentence}`;
  }

  waiting(sentence) {
    this.box.className = "answer waiting";
    this.title.textContent = sentence;
    put(this.body);
  }

  #countDown(millis, words, verb) {
    const ends = performance.now() + millis;
    const clock = h("p", { class: "countdown", role: "timer" });
    this.body.prepend(clock);
    const tick = () => {
      const left = ends - performance.now();
      clock.textContent = left > 0 ? `Nothing has changed yet. It can be ${verb} for ${left < 120000 ? `${Math.ceil(left / 1000)} s` : span(left)}.` : `Over: it can no longer be ${verb} here.`;
      clock.classList.toggle("soon", left < 15000);
      if (left > 0) return;
      clearInterval(this.#timer);
      put(this.body.querySelector(".steps"), verb === "confirmed" ? step({ command: words, purpose: "a new preview" }, this.again) : null);
    };
    tick();
    this.#timer = setInterval(tick, 250);
  }

  /** The preview was answered to: its form is over. */
  settle() {
    clearInterval(this.#timer);
    this.body.querySelector(".countdown")?.remove();
    this.body.querySelector(".steps")?.remove();
  }
}

function withChecks(reply) {
  if (reply.outcome !== "not_acknowledged") return reply.next;
  const wanted = [{ command: "status", purpose: "what is so now" }, { command: "mode halt", purpose: "stops new orders" }];
  return [...wanted.filter(({ command }) => !reply.next.some((one) => one.command === command)), ...reply.next];
}

export const howLong = (since) => span(performance.now() - since);
