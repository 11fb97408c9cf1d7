/** A list too long for its place, shown page by page. */
export class Pages {
  private index = 0;

  constructor(private readonly size: number) {}

  /** The rows of the page that is up now, and its label ("2 / 5"; empty where one page holds all). */
  of<T>(items: T[]): { rows: T[]; label: string } {
    const count = Math.max(1, Math.ceil(items.length / this.size));
    this.index %= count;
    const start = this.index * this.size;
    return { rows: items.slice(start, start + this.size), label: count > 1 ? `${this.index + 1} / ${count}` : '' };
  }

  turn(): void {
    this.index += 1;
  }
}
