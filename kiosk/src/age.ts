import { civil } from './clock';

/** How the line about the data's age is marked. */
export type Freshness = 'fresh' | 'old' | 'cut';

/** The server compares each board every 15 s; four times that without a word, and the data counts as old. */
const OLD_MS = 60_000;

/** "10 秒前": steps of ten seconds, then minutes, then hours. Calm enough to stand on a wall. */
const ago = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${Math.floor(seconds / 10) * 10} 秒前`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} 分钟前`;
  return `${Math.floor(seconds / 3600)} 小时前`;
};

const pointInTime = (at: number, now: number): string => {
  const [then, today] = [civil(at), civil(now)];
  return then.date === today.date ? then.minutes : `${then.day} ${then.minutes}`;
};

/**
 * The line about the data's age.
 * @param checkedAt when the server last compared what is shown with the facts (ms); null when nothing is shown
 * @param connected whether the server is being heard
 * @param everConnected false from the start of the page to the first connection
 */
export const ageLine = (
  checkedAt: number | null, now: number, connected: boolean, everConnected: boolean,
): { text: string; freshness: Freshness } => {
  if (checkedAt === null)
    return connected ? { text: '已连接，等待数据', freshness: 'old' } : { text: '正在连接服务器……', freshness: 'cut' };
  if (!connected) {
    const what = everConnected ? '连接中断' : '正在连接';
    return { text: `${what}，显示 ${pointInTime(checkedAt, now)} 的数据`, freshness: 'cut' };
  }
  const age = now - checkedAt;
  if (age < 10_000) return { text: '数据刚刚更新', freshness: 'fresh' };
  if (age < OLD_MS) return { text: `数据更新于 ${ago(age)}`, freshness: 'fresh' };
  return { text: `数据更新于 ${ago(age)}，可能不是最新`, freshness: 'old' };
};
