import type { Answer } from './http';

/** The quiet hours, in the hall's time. */
const QUIET_FROM = 3;
const QUIET_TO = 5;
const CHECK_EVERY_MS = 10 * 60_000;

/** What a reload needs from the browser; a stand-in in tests. */
export interface Shell {
  ask(method: 'GET' | 'POST', path: string): Promise<Answer>;
  /** Gets the new version's files into the service worker's cache; true when they are all there (or there is none). */
  prepare(version: string): Promise<boolean>;
  reload(): void;
}

/**
 * Fetches a newer version of this program: in the quiet hours, or at once when the server speaks a format that this
 * version cannot read. Only when a newer version is served and everything answers, so a reload never ends in an error.
 */
export class Update {
  private checkedAt = -Infinity;

  constructor(
    private readonly version: string,
    private readonly shell: Shell,
    private readonly now: () => number = () => performance.now(),
  ) {}

  async tick(hour: number, connected: boolean, outgrown: boolean): Promise<void> {
    const quiet = hour >= QUIET_FROM && hour < QUIET_TO;
    if (!connected || !(quiet || outgrown)) return;
    if (this.now() - this.checkedAt < CHECK_EVERY_MS) return;
    this.checkedAt = this.now();
    const { body } = await this.shell.ask('GET', '/kiosk/version.json');
    const served = (body as { version?: unknown } | null)?.version;
    if (typeof served !== 'string' || served === this.version) return;
    if (await this.shell.prepare(served)) this.shell.reload();
  }
}
