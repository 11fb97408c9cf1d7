import { describe, expect, test } from 'vitest';
import { civil, clockFace, HallClock } from '../src/clock';
import { stopwatch } from './fixtures';

const at = (iso: string): number => Date.parse(iso);

describe('the clock on the wall', () => {
  test('is the server’s, whatever the box believes', () => {
    const [monotonic, box] = [stopwatch(), stopwatch(at('1970-01-01T00:00:00Z'))];
    const clock = new HallClock(0, monotonic.now, box.now);
    clock.hear(at('2026-11-20T00:31:45Z'));
    monotonic.pass(5_000);
    expect(clockFace(clock, null)).toEqual({ time: '08:31', seconds: '50', date: '2026年11月20日 星期五' });
  });

  test('does not jump when somebody sets the box’s clock', () => {
    const [monotonic, box] = [stopwatch(), stopwatch(at('2026-11-20T00:00:00Z'))];
    const clock = new HallClock(0, monotonic.now, box.now);
    clock.hear(at('2026-11-20T00:00:00Z'));
    box.pass(3_600_000);
    expect(clock.now()).toBe(at('2026-11-20T00:00:00Z'));
  });

  test('is not moved by a heartbeat that was a moment on its way, and is by one that says otherwise', () => {
    const clock = new HallClock(0, () => 0, () => 0);
    clock.hear(1_000_000);
    clock.hear(999_800);
    expect(clock.now()).toBe(1_000_000);
    clock.hear(990_000);
    expect(clock.now()).toBe(990_000);
  });

  test('starts from the box’s clock and the difference found last time', () => {
    const box = stopwatch(at('2026-11-20T03:00:00Z'));
    const before = new HallClock(0, () => 0, box.now);
    before.hear(at('2026-11-20T00:30:00Z'));
    const after = new HallClock(before.offset, () => 0, box.now);
    expect(after.synchronised).toBe(false);
    expect(after.now()).toBe(at('2026-11-20T00:30:00Z'));
  });

  test('shows no time rather than one before the data on the screen', () => {
    const clock = new HallClock(0, () => 0, () => at('2020-01-01T00:00:00Z'));
    expect(clockFace(clock, at('2026-11-20T00:31:00Z')).time).toBe('--:--');
    expect(clockFace(clock, null).time).toBe('08:00');
  });

  test('changes the day at midnight in Shanghai', () => {
    expect(civil(at('2026-12-31T15:59:59Z')).date).toBe('2026年12月31日');
    expect(civil(at('2026-12-31T16:00:00Z'))).toMatchObject({ date: '2027年1月1日', weekday: '星期五', minutes: '00:00' });
  });
});
