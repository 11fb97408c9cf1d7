import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Backoff } from '../src/backoff';
import { BoardConnection } from '../src/connection';
import type { Hub } from '../src/hub';
import { settle, stopwatch } from './fixtures';

/** A hub in the test's hands. */
class TestHub implements Hub {
  calls: string[] = [];
  stopped = false;
  newest: unknown = { number: 1 };
  succeed!: () => void;
  fail!: (error: Error) => void;
  close!: () => void;
  private readonly handlers = new Map<string, (message: unknown) => void>();

  constructor(readonly refused: () => void) {}

  start = () => new Promise<void>((resolve, reject) => { [this.succeed, this.fail] = [resolve, reject]; });
  stop = () => { this.stopped = true; return Promise.resolve(); };
  invoke = (name: string) => { this.calls.push(name); return Promise.resolve(name === 'Newest' ? this.newest : null); };
  on = (name: string, handler: (message: unknown) => void) => { this.handlers.set(name, handler); };
  onclose = (handler: () => void) => { this.close = handler; };
  say = (name: string, message: unknown = null) => this.handlers.get(name)!(message);
}

describe('the connection to the hall', () => {
  let hubs: TestHub[];
  let time: ReturnType<typeof stopwatch>;
  let connection: BoardConnection;
  const listener = { snapshot: vi.fn(), heartbeat: vi.fn(() => false), revoked: vi.fn(), seen: () => ({ version: '1', number: 1, at: null }) };
  const last = () => hubs[hubs.length - 1]!;
  const wait = (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) { time.pass(1000); connection.tick(); }
  };
  const connect = async () => { connection.tick(); last().succeed(); await settle(); };

  beforeEach(() => {
    hubs = [];
    time = stopwatch();
    vi.clearAllMocks();
    connection = new BoardConnection('token', listener, (_, refused) => {
      hubs.push(new TestHub(refused));
      return last();
    }, new Backoff(() => 1), time.now);
  });

  test('asks for the newest snapshot as soon as it stands', async () => {
    await connect();
    expect(connection.connected).toBe(true);
    expect(listener.snapshot).toHaveBeenCalledWith({ number: 1 });
  });

  test('is tried for ever, the first start included, with growing pauses of at most 30 s', async () => {
    connection.tick();
    for (let round = 0; round < 50; round += 1) {
      last().fail(new Error('down'));
      await settle();
      wait(30);
    }
    expect(hubs).toHaveLength(51);
  });

  test('is opened again after it was closed, and asks again', async () => {
    await connect();
    last().close();
    expect(connection.connected).toBe(false);
    wait(1);
    last().succeed();
    await settle();
    expect(connection.connected).toBe(true);
    expect(last().calls).toContain('Newest');
  });

  test('is given up after 45 s of silence, and kept by heartbeats', async () => {
    await connect();
    wait(40);
    last().say('Heartbeat');
    wait(45);
    expect(hubs).toHaveLength(1);
    wait(2);
    expect(hubs[0]!.stopped).toBe(true);
    expect(hubs).toHaveLength(2);
  });

  test('is given up when a start hangs', () => {
    connection.tick();
    wait(47);
    expect(hubs).toHaveLength(2);
  });

  test('does not hear a hub that was given up', async () => {
    await connect();
    wait(47);
    listener.snapshot.mockClear();
    hubs[0]!.say('Snapshot', { number: 9 });
    hubs[0]!.close();
    expect(listener.snapshot).not.toHaveBeenCalled();
    expect(hubs).toHaveLength(2);
  });

  test('asks for the newest when a heartbeat shows that a number was missed', async () => {
    await connect();
    listener.heartbeat.mockReturnValueOnce(true);
    last().say('Heartbeat', {});
    expect(last().calls.filter((call) => call === 'Newest')).toHaveLength(2);
  });

  test('reports what is shown every 15 s', async () => {
    await connect();
    wait(31);
    expect(last().calls.filter((call) => call === 'Seen')).toHaveLength(3);
  });

  test.each(['a message', 'a refusal'])('ends for good when the token is revoked by %s', async (how) => {
    await connect();
    if (how === 'a message') last().say('Revoked');
    else last().refused();
    wait(120);
    expect(listener.revoked).toHaveBeenCalledTimes(1);
    expect(hubs).toHaveLength(1);
  });

  test('a server that is down does not cost the pairing', async () => {
    connection.tick();
    last().fail(new Error('503'));
    await settle();
    wait(120);
    expect(listener.revoked).not.toHaveBeenCalled();
  });
});

test('two hundred screens do not come back in the same instant', () => {
  const pauses = (random: number) => { const backoff = new Backoff(() => random); return Array.from({ length: 8 }, () => backoff.next()); };
  expect(pauses(0)).toEqual([500, 1000, 2000, 4000, 8000, 15000, 15000, 15000]);
  expect(pauses(1)).toEqual([1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
});
