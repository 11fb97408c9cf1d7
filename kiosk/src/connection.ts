import { Backoff } from './backoff';
import type { Hub, OpenHub } from './hub';
import type { Seen } from './wire';

/** Nothing heard for this long, heartbeats included: the connection is dead, whatever it says about itself. */
const SILENCE_MS = 45_000;
const SEEN_EVERY_MS = 15_000;

export interface Listener {
  snapshot(raw: unknown): void;
  /** True: ask for the newest snapshot. */
  heartbeat(raw: unknown): boolean;
  /** The token is not valid any more. */
  revoked(): void;
  seen(): Seen;
}

/**
 * The screen's connection to the hall: one hub at a time, opened again for ever. It is driven by `tick`, once a second,
 * and holds no timer of its own.
 */
export class BoardConnection {
  connected = false;
  everConnected = false;
  private hub: Hub | null = null;
  private heardAt = 0;
  private retryAt = 0;
  private seenAt = 0;
  private asking = false;
  private stopped = false;

  constructor(
    private readonly token: string,
    private readonly listener: Listener,
    private readonly openHub: OpenHub,
    private readonly backoff = new Backoff(),
    private readonly now: () => number = () => performance.now(),
  ) {}

  tick(): void {
    if (this.stopped) return;
    if (!this.hub) {
      if (this.now() >= this.retryAt) this.open();
    } else if (this.now() - this.heardAt > SILENCE_MS) {
      this.lose();
    } else if (this.connected && this.now() - this.seenAt >= SEEN_EVERY_MS) {
      this.seenAt = this.now();
      this.call(this.hub, 'Seen', this.listener.seen());
    }
  }

  /** Ends for good. */
  stop(): void {
    this.stopped = true;
    this.lose();
  }

  private open(): void {
    const hub = this.openHub(this.token, () => this.refuse(hub));
    this.hub = hub;
    this.heardAt = this.now();
    // A hub that was given up may still speak; it is not heard.
    const hear = (name: string, handle: (message: unknown) => void): void =>
      hub.on(name, (message) => {
        if (this.hub !== hub) return;
        this.heardAt = this.now();
        this.backoff.reset();
        handle(message);
      });
    hear('Snapshot', (raw) => this.listener.snapshot(raw));
    hear('Heartbeat', (raw) => {
      if (this.listener.heartbeat(raw)) this.askNewest(hub);
    });
    hear('Revoked', () => this.refuse(hub));
    hub.onclose(() => this.lose(hub));
    hub.start().then(
      () => this.started(hub),
      () => this.lose(hub),
    );
  }

  private started(hub: Hub): void {
    if (this.hub !== hub) {
      hub.stop().catch(() => undefined);
      return;
    }
    this.connected = this.everConnected = true;
    this.heardAt = this.now();
    this.seenAt = -Infinity;
    this.asking = false;
    this.askNewest(hub);
  }

  /** After a connect, and when a heartbeat names a number that is not the one shown. One question at a time. */
  private askNewest(hub: Hub): void {
    if (this.asking) return;
    this.asking = true;
    this.call(hub, 'Newest').then((raw) => {
      if (this.hub !== hub) return;
      this.asking = false;
      if (raw != null) this.listener.snapshot(raw);
    }).catch((error) => console.warn('Newest', error));
  }

  /** A call that fails is told by its connection closing, or tried again by the next heartbeat. */
  private call(hub: Hub, name: string, ...args: unknown[]): Promise<unknown> {
    return hub.invoke(name, ...args).catch((error) => {
      console.warn(name, error);
      return null;
    });
  }

  private refuse(hub: Hub): void {
    if (this.hub !== hub || this.stopped) return;
    this.stop();
    this.listener.revoked();
  }

  private lose(hub: Hub | null = this.hub): void {
    if (this.hub !== hub || !hub) return;
    this.hub = null;
    this.connected = false;
    this.retryAt = this.now() + this.backoff.next();
    hub.stop().catch(() => undefined);
  }
}
