import { readSnapshot } from './read';
import type { BoardSnapshot } from './wire';

/** What survives a restart of the box: the token, the last good snapshot and when it was true, the clock's offset. */
export interface Kept {
  snapshot: BoardSnapshot;
  checkedAt: number;
}

const TOKEN = 'hall.token';
const BOARD = 'hall.board';
const OFFSET = 'hall.clock';

/**
 * The box's local storage. It may be full, forbidden or damaged: then the screen works without it, and what cannot be
 * read counts as absent.
 */
export class Cache {
  constructor(private readonly storage: Storage | null) {}

  get token(): string | null {
    return this.read(TOKEN);
  }

  set token(value: string) {
    this.write(TOKEN, value);
  }

  get offset(): number {
    const value = Number(this.read(OFFSET) ?? 0);
    return Number.isFinite(value) ? value : 0;
  }

  set offset(value: number) {
    this.write(OFFSET, String(Math.round(value)));
  }

  get board(): Kept | null {
    const raw = this.read(BOARD);
    if (raw === null) return null;
    try {
      const kept = JSON.parse(raw) as { snapshot?: unknown; checkedAt?: unknown };
      if (typeof kept.checkedAt !== 'number') return null;
      return { snapshot: readSnapshot(kept.snapshot), checkedAt: kept.checkedAt };
    } catch {
      return null;
    }
  }

  set board(kept: Kept) {
    this.write(BOARD, JSON.stringify(kept));
  }

  /** After a revocation: the next pairing may be for another hall. */
  forget(): void {
    for (const key of [TOKEN, BOARD]) {
      try {
        this.storage?.removeItem(key);
      } catch (error) {
        console.warn('storage', error);
      }
    }
  }

  private read(key: string): string | null {
    try {
      return this.storage?.getItem(key) ?? null;
    } catch {
      return null;
    }
  }

  private write(key: string, value: string): void {
    try {
      this.storage?.setItem(key, value);
    } catch (error) {
      console.warn('storage', error);
    }
  }
}

/** Local storage where the browser allows it; reading the property itself may throw. */
export const localCache = (): Cache => {
  try {
    return new Cache(window.localStorage);
  } catch {
    return new Cache(null);
  }
};
