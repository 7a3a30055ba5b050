/** The hits of one scan, reused from text to text so that scanning allocates nothing. */
export class HitBuffer {
  /** How many hits the last scan left; entries beyond it are stale. */
  count = 0;
  /** Index of the word, as given to `buildAutomaton`. */
  words = new Int32Array(64);
  /** Offset just behind the hit's last code unit. */
  ends = new Int32Array(64);

  /** Appends one hit; grows when full. */
  push(word: number, end: number): void {
    if (this.count === this.words.length) {
      this.words = doubled(this.words);
      this.ends = doubled(this.ends);
    }
    this.words[this.count] = word;
    this.ends[this.count] = end;
    this.count++;
  }
}

function doubled(full: Int32Array): Int32Array<ArrayBuffer> {
  const next = new Int32Array(full.length * 2);
  next.set(full);
  return next;
}
