/** The hall's zone is Asia/Shanghai: eight hours ahead of UTC, without daylight saving time. */
const ZONE_MS = 8 * 3_600_000;
const WEEKDAYS = ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'];
/** A heartbeat's delay on the network is no reason to move the clock. */
const JITTER_MS = 400;

const two = (value: number): string => String(value).padStart(2, '0');

/** An instant (ms) in the hall's civil time. */
export const civil = (at: number) => {
  const shifted = new Date(at + ZONE_MS);
  const [month, day] = [shifted.getUTCMonth() + 1, shifted.getUTCDate()];
  return {
    hour: shifted.getUTCHours(),
    minutes: `${two(shifted.getUTCHours())}:${two(shifted.getUTCMinutes())}`,
    seconds: two(shifted.getUTCSeconds()),
    day: `${month}月${day}日`,
    date: `${shifted.getUTCFullYear()}年${month}月${day}日`,
    weekday: WEEKDAYS[shifted.getUTCDay()]!,
  };
};

/**
 * The server's clock, as far as this screen knows it. Between two words from the server it runs on the browser's
 * monotonic clock, so that a box whose own clock is wrong, or is set while running, shows the right time all the same.
 * Before the first word it is the box's clock, corrected by the difference that was found last time.
 */
export class HallClock {
  private heardTime: number | null = null;
  private heardAt = 0;

  constructor(
    private readonly savedOffset = 0,
    private readonly monotonic: () => number = () => performance.now(),
    private readonly box: () => number = () => Date.now(),
  ) {}

  /** Whether the server has said since this page started what time it is. */
  get synchronised(): boolean {
    return this.heardTime !== null;
  }

  /** The server's time minus the box's, to be kept for the next start. */
  get offset(): number {
    return this.now() - this.box();
  }

  /** Takes the server's word for the time. */
  hear(serverTime: number): void {
    if (this.heardTime !== null && Math.abs(serverTime - this.now()) < JITTER_MS) return;
    this.heardTime = serverTime;
    this.heardAt = this.monotonic();
  }

  now(): number {
    if (this.heardTime === null) return this.box() + this.savedOffset;
    return this.heardTime + (this.monotonic() - this.heardAt);
  }
}

/**
 * What the header shows. A box without a battery wakes up in the past: a time before the data on the screen is
 * known to be wrong, and no time is better than a wrong one.
 */
export const clockFace = (clock: HallClock, notBefore: number | null) => {
  const now = clock.now();
  if (!clock.synchronised && notBefore !== null && now < notBefore) return { time: '--:--', seconds: '', date: '等待校时' };
  const { minutes, seconds, date, weekday } = civil(now);
  return { time: minutes, seconds, date: `${date} ${weekday}` };
};
