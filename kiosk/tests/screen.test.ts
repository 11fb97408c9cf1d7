import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Cache } from '../src/cache';
import { HallClock } from '../src/clock';
import { Screen } from '../src/screen';
import { snapshot, stopwatch } from './fixtures';

const view = { draw: vi.fn(), tick: vi.fn() };
const time = stopwatch(Date.parse('2026-11-20T00:31:00Z'));
const start = () => new Screen(view, new Cache(localStorage), '1.0.0', new HallClock(0, time.now, time.now));
const beat = (number: number, checkedAt = '2026-11-20T00:31:15Z') => ({ serverTime: '2026-11-20T00:31:15Z', number, checkedAt });
const checkedAtOnScreen = () => view.tick.mock.lastCall![1] as number;

describe('what is on the screen', () => {
  let screen: Screen;
  beforeEach(() => {
    localStorage.clear();
    vi.resetAllMocks();
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    screen = start();
  });

  test('goes forward by number and never back', () => {
    expect(screen.snapshot(snapshot({ number: 7 }))).toBe(true);
    expect(screen.snapshot(snapshot({ number: 6 }))).toBe(false);
    expect(screen.snapshot(snapshot({ number: 7 }))).toBe(false);
    expect(screen.snapshot(snapshot({ number: 9 }))).toBe(true);
    expect(screen.seen.number).toBe(9);
  });

  test('follows a server that was set back to a copy', () => {
    screen.snapshot(snapshot({ number: 500 }));
    expect(screen.snapshot(snapshot({ number: 480, madeAt: '2026-11-20T01:00:00Z' }))).toBe(true);
  });

  test('stays when a malformed snapshot comes', () => {
    screen.snapshot(snapshot());
    expect(screen.snapshot({ format: 1, number: 8 })).toBe(false);
    expect(screen.seen.number).toBe(7);
    expect(view.draw).toHaveBeenCalledTimes(1);
  });

  test('is drawn again from the last good snapshot when a new one cannot be drawn', () => {
    const good = snapshot();
    screen.snapshot(good);
    view.draw.mockImplementationOnce(() => { throw new Error('no such element'); });
    expect(screen.snapshot(snapshot({ number: 8 }))).toBe(false);
    expect(view.draw.mock.lastCall![0]).toEqual(good);
    expect(screen.seen.number).toBe(7);
  });

  test('asks for the newest when a heartbeat names another number', () => {
    screen.snapshot(snapshot({ number: 7 }));
    expect(screen.heartbeat(beat(8))).toBe(true);
    expect(screen.heartbeat(beat(7))).toBe(false);
  });

  test('is as old as the server’s last check of this very number', () => {
    screen.snapshot(snapshot({ number: 7 }));
    screen.heartbeat(beat(7));
    screen.tick(true, true);
    expect(checkedAtOnScreen()).toBe(Date.parse('2026-11-20T00:31:15Z'));
    screen.heartbeat(beat(8, '2026-11-20T00:40:00Z'));
    screen.tick(true, true);
    expect(checkedAtOnScreen()).toBe(Date.parse('2026-11-20T00:31:15Z'));
  });

  test('is there again at once after a restart, before any server has answered', () => {
    screen.snapshot(snapshot({ number: 12 }));
    screen.tick(true, true);
    const restarted = start();
    restarted.restore();
    expect(restarted.seen.number).toBe(12);
  });

  test('is written to the box’s disk at most every ten seconds', () => {
    const setItem = vi.fn();
    screen = new Screen(view, new Cache({ setItem, getItem: () => null } as unknown as Storage), '1', new HallClock(0, time.now, time.now));
    for (let second = 0; second < 10; second += 1) {
      screen.snapshot(snapshot({ number: 20 + second }));
      screen.tick(true, true);
      time.pass(999);
    }
    expect(setItem).toHaveBeenCalledTimes(1);
  });

  test('says so when the server has outgrown it', () => {
    screen.snapshot({ format: 2 });
    expect(screen.outgrown).toBe(true);
    screen.snapshot(snapshot());
    expect(screen.outgrown).toBe(false);
  });
});

test('a damaged or forbidden cache counts as none', () => {
  localStorage.setItem('hall.board', '{"snapshot":{"number":"x"},"checkedAt":1}');
  expect(new Cache(localStorage).board).toBeNull();
  localStorage.setItem('hall.board', '{');
  expect(new Cache(localStorage).board).toBeNull();
  const forbidden = { getItem: () => { throw new Error('denied'); }, setItem: () => { throw new Error('full'); } } as unknown as Storage;
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const cache = new Cache(forbidden);
  cache.token = 'x';
  expect(cache.token).toBeNull();
});
