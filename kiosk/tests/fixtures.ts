import html from '../index.html?raw';
import type { BoardSnapshot } from '../src/wire';

/** A small valid snapshot; single fields can be replaced. */
export const snapshot = (fields: Partial<BoardSnapshot> = {}): BoardSnapshot => ({
  format: 1,
  number: 7,
  madeAt: '2026-11-20T00:31:00Z',
  site: '白城市政务服务大厅',
  demonstration: null,
  quarter: '2026年第四季度',
  standing: {
    first: ['a', 'b', 'c'].map((id, index) => ({ windowId: id, rank: index + 1, window: `${id}窗口`, unit: '市税务局', points: 103 - index })),
    rest: [{ windowId: 'd', rank: 11, window: 'd窗口' }],
  },
  presence: { open: true, session: '上午 08:30—11:30', windows: [{ windowId: 'a', window: 'a窗口', expected: 3, present: 2, away: 1, backAt: '10:15', covered: false }] },
  notices: [{ id: 'n', text: '下午照常办公。' }],
  ...fields,
});

/** Puts the body of the real index.html into the document. */
export const openPage = (): void => {
  document.body.innerHTML = html.slice(html.indexOf('<body>') + 6, html.indexOf('<script'));
};

/** A clock that moves when told. */
export const stopwatch = (start = 0) => {
  let at = start;
  return { now: () => at, pass: (ms: number) => { at += ms; } };
};

/** Lets promises that are settled run their continuations. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};
