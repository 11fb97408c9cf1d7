import { describe, expect, test } from 'vitest';
import { Malformed, readHeartbeat, readSnapshot } from '../src/read';
import { snapshot } from './fixtures';

const broken = (change: (copy: any) => void): unknown => {
  const copy = JSON.parse(JSON.stringify(snapshot()));
  change(copy);
  return copy;
};

describe('a snapshot from the wire', () => {
  test('is taken as it is when it is whole', () => {
    expect(readSnapshot(JSON.parse(JSON.stringify(snapshot())))).toEqual(snapshot());
  });

  test.each([
    ['nothing', () => null],
    ['a text', () => 'hello'],
    ['another format', () => broken((s) => { s.format = 2; })],
    ['no number', () => broken((s) => { delete s.number; })],
    ['a broken number', () => broken((s) => { s.number = 1.5; })],
    ['no instant', () => broken((s) => { s.madeAt = 'yesterday'; })],
    ['no standing', () => broken((s) => { delete s.standing; })],
    ['points as text', () => broken((s) => { s.standing.first[0].points = '103'; })],
    ['a list that is none', () => broken((s) => { s.presence.windows = {}; })],
    ['a list without end', () => broken((s) => { s.notices = Array(1001).fill({ id: 'n', text: '' }); })],
    ['a window twice', () => broken((s) => { s.standing.rest[0].windowId = 'a'; })],
    ['fewer than nobody present', () => broken((s) => { s.presence.windows[0].present = -1; })],
    ['a return at 25 o’clock', () => broken((s) => { s.presence.windows[0].backAt = '25:00'; })],
  ])('is refused with %s', (_, make) => {
    expect(() => readSnapshot(make())).toThrow(Malformed);
  });

  test('leaves out what this version does not know', () => {
    const read = readSnapshot(broken((s) => { s.weather = 'snow'; s.standing.first[0].deductions = 3; }));
    expect(read).toEqual(snapshot());
  });

  test('takes seconds in a return time as the server may send them', () => {
    const read = readSnapshot(broken((s) => { s.presence.windows[0].backAt = '10:15:00'; }));
    expect(read.presence.windows[0]!.backAt).toBe('10:15');
  });
});

test('a heartbeat without a time is refused', () => {
  expect(() => readHeartbeat({ number: 1, checkedAt: '2026-11-20T00:31:00Z' })).toThrow(Malformed);
});
