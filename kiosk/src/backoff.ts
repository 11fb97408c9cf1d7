const FIRST_MS = 1_000;
const CAP_MS = 30_000;

/**
 * How long to wait before the next try: twice as long each time, at most 30 s, spread by half so that two hundred
 * screens do not come back in the same instant after a power cut. It never gives up.
 */
export class Backoff {
  private tries = 0;

  constructor(private readonly random: () => number = Math.random) {}

  next(): number {
    const most = Math.min(CAP_MS, FIRST_MS * 2 ** Math.min(this.tries, 10));
    this.tries += 1;
    return most * (0.5 + this.random() / 2);
  }

  reset(): void {
    this.tries = 0;
  }
}
