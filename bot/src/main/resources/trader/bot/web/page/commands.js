/** Sends commands: each once, however often it is tapped, and halts until they are answered. */
import { command, newKey, Problem } from "./api.js";
import { Answer, howLong } from "./answers.js";
import { byId } from "./dom.js";

const HALT = "mode halt";
const RETRY_MS = 1000;

/** A code is good for a minute, and for everyone who sees it. */
const CODE = /^(\/?(?:confirm|approve)\s+\S+)\s+[0-9]{6}\b/i;

export class Commands {
  #underWay = new Set();
  #previews = new Map();

  /** `loggedOut(sentence)` is called where no login holds any more. */
  constructor(loggedOut) {
    this.loggedOut = loggedOut;
  }

  say = (words, shown = words.replace(CODE, "$1 ······")) => {
    if (this.#underWay.has(words)) return Promise.resolve();
    const answer = new Answer(shown, this.say);
    return this.#once(words, () => this.#send(words, shown, newKey(), answer));
  };

  /** The one tap that stops trading: sent again with the same id until the bot answers. */
  halt = async () => {
    if (this.#underWay.has(HALT)) return;
    const button = byId("halt");
    const since = performance.now();
    const answer = new Answer(HALT, this.say);
    button.classList.add("busy");
    await this.#once(HALT, async () => {
      const key = newKey();
      for (let tries = 1; !(await this.#haltOnce(key, answer, tries, since)); tries++) {
        await new Promise((wake) => setTimeout(wake, RETRY_MS));
      }
    });
    button.classList.remove("busy");
  };

  async #haltOnce(key, answer, tries, since) {
    try {
      answer.show(await command(HALT, key), HALT);
      return true;
    } catch (problem) {
      if (problem instanceof Problem && problem.status < 500) {
        this.#problem(problem, answer, HALT);
        return true;
      }
      answer.lost(`HALT was sent ${tries} ${tries === 1 ? "time" : "times"} in ${howLong(since)} and the bot has not answered; it is being sent again. Elsewhere: trader mode halt`);
      return false;
    }
  }

  async #send(words, shown, key, answer) {
    try {
      const reply = await command(words, key);
      this.#settlePreview(words, reply);
      answer.show(reply, words);
      if (reply.confirmation) this.#previews.set(reply.confirmation, answer);
    } catch (problem) {
      if (problem instanceof Problem) {
        this.#problem(problem, answer, shown);
      } else {
        const retry = () => {
          answer.waiting(`${shown}: sent again, waiting for the engine…`);
          this.#once(words, () => this.#send(words, shown, key, answer));
        };
        answer.lost("the bot did not answer; whether it took effect is not known.", retry);
      }
    }
  }

  /** A preview whose confirmation was taken has nothing left to press. */
  #settlePreview(words, reply) {
    const [verb, id] = words.split(" ");
    const keeps = ["reason_missing", "code_missing", "code_wrong"].includes(reply.refusal);
    if (verb === "confirm" && !keeps) {
      this.#previews.get(id)?.settle();
      this.#previews.delete(id);
    }
  }

  #problem(problem, answer, shown) {
    answer.refused(problem.message);
    if (problem.status === 401) this.loggedOut(`${shown} was NOT done: the login has ended.`);
  }

  async #once(words, act) {
    this.#underWay.add(words);
    try {
      await act();
    } finally {
      this.#underWay.delete(words);
    }
  }
}
