import { beforeEach, describe, expect, test, vi } from 'vitest';
import { BoardView } from '../src/board';
import { HallClock } from '../src/clock';
import { pieces } from '../src/notices';
import { words } from '../src/presence';
import type { BoardSnapshot, FirstPlace } from '../src/wire';
import { openPage, snapshot } from './fixtures';

const row = (id: string): HTMLElement => document.querySelector(`.standing [data-window=${id}]`)!;
const order = (parent: string): string[] => [...document.querySelectorAll<HTMLElement>(`#${parent} > div`)].map((one) => one.dataset.window!);
const places = (ids: string[]): FirstPlace[] =>
  ids.map((windowId, index) => ({ windowId, rank: index + 1, window: `${windowId}窗口`, unit: '市税务局', points: 100 - index }));
const standing = (ids: string[], first = 10): BoardSnapshot =>
  snapshot({ standing: { first: places(ids).slice(0, first), rest: places(ids).slice(first).map(({ windowId, rank, window }) => ({ windowId, rank, window })) } });
const many = (count: number): string[] => Array.from({ length: count }, (_, index) => `w${index}`);

describe('the board', () => {
  let board: BoardView;
  const turn = () => { for (let second = 0; second < 12; second += 1) board.tick(new HallClock(), null, true, true); };
  beforeEach(() => {
    openPage();
    board = new BoardView();
  });

  test('keeps a window’s element when its place changes', () => {
    board.draw(standing(['a', 'b', 'c']));
    const [a, b, c] = ['a', 'b', 'c'].map(row);
    board.draw(standing(['c', 'a', 'b']));
    expect(order('first')).toEqual(['c', 'a', 'b']);
    expect(['a', 'b', 'c'].map(row)).toEqual([a, b, c]);
    expect(row('c').querySelector('.rank')!.textContent).toBe('1');
  });

  test('keeps it from the first ten to the rest, without the points', () => {
    board.draw(standing(many(12)));
    const tenth = row('w9');
    board.draw(standing(['w10', ...many(10), 'w11']));
    expect(tenth.isConnected).toBe(true);
    expect(tenth.parentElement!.id).toBe('rest');
    expect(tenth.textContent).toBe('11w9窗口');
  });

  test('lets rows glide from where they were seen, unless less motion is wished', () => {
    const animate = vi.fn();
    HTMLElement.prototype.animate = animate;
    vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function (this: HTMLElement) {
      return { left: 0, top: [...(this.parentElement?.children ?? [])].indexOf(this) * 50 } as DOMRect;
    });
    board.draw(standing(['a', 'b']));
    animate.mockClear();
    board.draw(standing(['b', 'a']));
    expect(animate.mock.calls.map(([frames]) => frames[0].transform)).toEqual(['translate(0px, 50px)', 'translate(0px, -50px)']);
    animate.mockClear();
    vi.spyOn(window, 'matchMedia').mockReturnValue({ matches: true } as MediaQueryList);
    board.draw(standing(['a', 'b']));
    expect(animate).not.toHaveBeenCalled();
    expect(order('first')).toEqual(['a', 'b']);
  });

  test('shows sixty windows page by page, and begins again', () => {
    board.draw(standing(many(60)));
    const seen = new Set<string>();
    for (let page = 0; page < 6; page += 1) { order('rest').forEach((id) => seen.add(id)); turn(); }
    expect(seen.size).toBe(50);
    expect(order('rest')[0]).toBe('w10');
    expect(order('first')).toHaveLength(10);
  });

  test('turns pages where many share the first ten ranks', () => {
    board.draw(standing(many(24), 24));
    expect(order('first')).toHaveLength(10);
    expect(document.getElementById('first-page')!.textContent).toBe('1 / 3');
    turn();
    expect(order('first')[0]).toBe('w10');
  });

  test('honours the first three, but nobody while half the hall shares their ranks', () => {
    const medals = () => document.querySelectorAll('.medal').length;
    board.draw(standing(many(12)));
    expect(medals()).toBe(3);
    board.draw(snapshot({ standing: { first: places(many(12)).map((place) => ({ ...place, rank: 1 })), rest: [] } }));
    expect(medals()).toBe(0);
  });

  test('says so where there is nothing to show', () => {
    board.draw(snapshot({ standing: { first: [], rest: [] }, presence: { open: false, session: '', windows: [] } }));
    expect(['no-standing', 'no-presence'].map((id) => document.getElementById(id)!.hidden)).toEqual([false, false]);
    expect(['first', 'others', 'presence'].map((id) => document.getElementById(id)!.hidden)).toEqual([true, true, true]);
  });

  test('does not gather elements over weeks', () => {
    for (let week = 0; week < 200; week += 1) board.draw(standing(many(30).map((id) => `${id}-${week}`)));
    expect(document.querySelectorAll('[data-window]').length).toBeLessThan(40);
    expect((board as any).standing.rows.elements.size).toBeLessThanOrEqual(30);
  });

  test('wears the ribbon only in a demonstration', () => {
    const ribbon = document.getElementById('ribbon')!;
    board.draw(snapshot({ demonstration: '演示大厅' }));
    expect([ribbon.hidden, ribbon.textContent]).toEqual([false, '演示大厅']);
    board.draw(snapshot());
    expect(ribbon.hidden).toBe(true);
  });

  test('writes texts as texts', () => {
    board.draw(snapshot({ site: '<img src=x onerror=alert(1)>' }));
    expect(document.querySelector('#site img')).toBeNull();
  });
});

describe('a window’s presence', () => {
  const one = (fields: object) => words({ windowId: 'a', window: 'a', expected: 3, present: 3, away: 0, backAt: null, covered: false, ...fields }, true);
  test('counts heads and names nobody', () => expect(one({})).toEqual({ mark: 'present', count: '在岗 3/3', note: '' }));
  test('says when somebody is back', () =>
    expect(one({ present: 2, away: 1, backAt: '10:15' })).toEqual({ mark: 'present', count: '在岗 2/3', note: '1 人暂离 10:15 返回' }));
  test('is paused when all are away, with the time of return and without a name', () =>
    expect(one({ expected: 1, present: 0, away: 1, backAt: '10:25' })).toEqual({ mark: 'away', count: '暂停服务', note: '预计 10:25 返回' }));
  test('promises no time when the one who is away is overdue', () =>
    expect(one({ expected: 1, present: 0, away: 1 })).toEqual({ mark: 'away', count: '暂停服务', note: '' }));
  test('is covered while the only one is on leave and another stands in', () =>
    expect(one({ expected: 0, present: 0, covered: true })).toEqual({ mark: 'covered', count: '顶岗服务', note: '' }));
  test('claims no cover outside working time', () =>
    expect(words({ windowId: 'a', window: 'a', expected: 0, present: 0, away: 0, backAt: null, covered: true }, false).count).toBe('—'));
  test('shows no counts outside working time', () =>
    expect(words({ windowId: 'a', window: 'a', expected: 3, present: 0, away: 0, backAt: null, covered: false }, false).count).toBe('—'));
});

test('a long notice is cut after a stop, and nothing of it is lost', () => {
  const text = '第一句话说明事情的经过。'.repeat(12);
  const parts = pieces(text);
  expect(parts.join('')).toBe(text);
  expect(parts.every((part) => part.length <= 80 && part.endsWith('。'))).toBe(true);
  expect(pieces('')).toEqual([]);
});
