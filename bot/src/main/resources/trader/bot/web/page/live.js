/** The stream of what is so, and how long it has been silent. */
const SILENT_MS = 4000;
const GIVE_UP_MS = 8000;
const RETRY_MS = 1500;
const TOPICS = ["head", "levers", "positions", "orders", "proposals", "alerts", "audit", "fault"];

export class Live {
  #source = null;
  #opened = 0;
  #heard = null;
  #listeners = new Map();
  #retry = null;
  version = null;

  /** `on(topic, data)`; besides the topics there are `over` (the login has ended) and `updated`. */
  on(topic, listener) {
    this.#listeners.set(topic, [...(this.#listeners.get(topic) ?? []), listener]);
    return this;
  }

  start() {
    this.stop();
    this.#opened = performance.now();
    const source = new EventSource("/console/events");
    this.#source = source;
    for (const topic of TOPICS) {
      source.addEventListener(topic, (event) => {
        if (topic === "head") this.#heard = performance.now();
        this.#tell(topic, JSON.parse(event.data));
      });
    }
    source.addEventListener("hello", (event) => this.#hello(JSON.parse(event.data).version));
    source.addEventListener("over", () => {
      this.stop();
      this.#tell("over");
    });
    // Where the bot refuses the stream, the browser gives up for good: find out why.
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED && source === this.#source) {
        this.stop();
        this.#retry = setTimeout(() => this.#tell("refused"), RETRY_MS);
      }
    });
  }

  stop() {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = null;
  }

  /** Milliseconds since the state was heard; infinite where it never was. */
  quiet() {
    return this.#heard === null ? Infinity : performance.now() - this.#heard;
  }

  silent() {
    return this.quiet() > SILENT_MS;
  }

  /** Opens a stream anew that is open and yet brings nothing, as a phone does that has slept. */
  revive() {
    const waited = Math.min(this.quiet(), performance.now() - this.#opened);
    if (this.#source && waited > GIVE_UP_MS) this.start();
  }

  #hello(version) {
    if (this.version && this.version !== version) this.#tell("updated");
    this.version ??= version;
  }

  #tell(topic, data) {
    for (const listener of this.#listeners.get(topic) ?? []) listener(data);
  }
}
