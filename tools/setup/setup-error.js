/** What the person at the terminal must do, in one sentence, first in Chinese, then in English. */
export class SetupError extends Error {
  constructor(zh, en) {
    super(`${zh}\n${en}`);
  }
}
