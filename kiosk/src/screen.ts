import type { BoardView } from './board';
import type { Cache } from './cache';
import { HallClock } from './clock';
import { Malformed, readHeartbeat, readSnapshot } from './read';
import type { BoardSnapshot, Seen } from './wire';

/** Local storage is written at most this often: snapshots may come five times a second, and the box has a flash disk. */
const SAVE_EVERY_MS = 10_000;

/**
 * What this screen knows and shows: takes messages, refuses malformed and outdated ones, keeps the last good snapshot
 * in the cache, and tells how old it is.
 */
export class Screen {
  readonly clock: HallClock;
  /** Set when the server speaks a format that this version cannot read: a newer version should be fetched. */
  outgrown = false;
  private shown: BoardSnapshot | null = null;
  private checkedAt: number | null = null;
  private drawnAt: number | null = null;
  private savedAt = -Infinity;
  private unsaved = false;

  constructor(
    private readonly view: Pick<BoardView, 'draw' | 'tick'>,
    private readonly cache: Cache,
    private readonly version: string,
    clock?: HallClock,
  ) {
    this.clock = clock ?? new HallClock(cache.offset);
  }

  /** Shows what was on the screen last time, before any server has answered. */
  restore(): void {
    const kept = this.cache.board;
    if (kept && this.render(kept.snapshot)) this.checkedAt = kept.checkedAt;
  }

  /** A snapshot from the server. False: malformed or older than what is shown, so nothing has changed. */
  snapshot(raw: unknown): boolean {
    let snapshot: BoardSnapshot;
    try {
      snapshot = readSnapshot(raw);
    } catch (error) {
      this.reject(error, raw);
      return false;
    }
    if (this.shown && isOlder(snapshot, this.shown)) return false;
    if (!this.render(snapshot)) return false;
    this.outgrown = false;
    this.confirm(Date.parse(snapshot.madeAt));
    return true;
  }

  /** A heartbeat. True: what is shown is not the newest, ask for it. */
  heartbeat(raw: unknown): boolean {
    try {
      const beat = readHeartbeat(raw);
      this.clock.hear(Date.parse(beat.serverTime));
      if (beat.number !== (this.shown?.number ?? 0)) return true;
      if (this.shown) this.confirm(Date.parse(beat.checkedAt));
    } catch (error) {
      this.reject(error, raw);
    }
    return false;
  }

  /** Once a second. */
  tick(connected: boolean, everConnected: boolean): void {
    this.view.tick(this.clock, this.checkedAt, connected, everConnected);
    const now = this.clock.now();
    if (!this.unsaved || !this.shown || this.checkedAt === null) return;
    if (Math.abs(now - this.savedAt) < SAVE_EVERY_MS) return;
    this.cache.board = { snapshot: this.shown, checkedAt: this.checkedAt };
    if (this.clock.synchronised) this.cache.offset = this.clock.offset;
    [this.savedAt, this.unsaved] = [now, false];
  }

  /** What this screen tells the server about itself. */
  get seen(): Seen {
    const at = this.drawnAt === null ? null : new Date(this.drawnAt).toISOString();
    return { version: this.version, number: this.shown?.number ?? 0, at };
  }

  private confirm(at: number): void {
    this.checkedAt = Math.max(at, this.checkedAt ?? at);
    this.unsaved = true;
  }

  /** Draws; a snapshot that cannot be drawn leaves the last good one on the screen. */
  private render(snapshot: BoardSnapshot): boolean {
    try {
      this.view.draw(snapshot);
    } catch (error) {
      console.warn('drawing', error);
      if (this.shown && this.shown !== snapshot) this.view.draw(this.shown);
      return false;
    }
    this.shown = snapshot;
    this.drawnAt = this.clock.now();
    return true;
  }

  private reject(error: unknown, raw: unknown): void {
    if (!(error instanceof Malformed)) throw error;
    this.outgrown ||= typeof (raw as { format?: unknown } | null)?.format === 'number';
    console.warn('message refused:', error.message);
  }
}

/**
 * Older than what is shown, or the same. The number decides; a lower number made later comes from a server that was
 * set back to a copy, and is the truth now.
 */
const isOlder = (snapshot: BoardSnapshot, shown: BoardSnapshot): boolean =>
  snapshot.number <= shown.number && Date.parse(snapshot.madeAt) <= Date.parse(shown.madeAt);
