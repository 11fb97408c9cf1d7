import { describe, expect, test } from 'vitest';
import { ageLine } from '../src/age';

const now = Date.parse('2026-11-20T00:31:00Z');
const connectedAt = (seconds: number) => ageLine(now - seconds * 1000, now, true, true);

describe('the data’s age in words', () => {
  test.each([
    [0, '数据刚刚更新'], [9, '数据刚刚更新'], [10, '数据更新于 10 秒前'], [19, '数据更新于 10 秒前'], [59, '数据更新于 50 秒前'],
  ])('%i seconds after the server’s last check it is fresh: %s', (seconds, text) => {
    expect(connectedAt(seconds)).toEqual({ text, freshness: 'fresh' });
  });

  test.each([
    [60, '数据更新于 1 分钟前，可能不是最新'], [3599, '数据更新于 59 分钟前，可能不是最新'], [7200, '数据更新于 2 小时前，可能不是最新'],
  ])('after %i seconds it is marked as old: %s', (seconds, text) => {
    expect(connectedAt(seconds)).toEqual({ text, freshness: 'old' });
  });

  test('a cut connection says from when the data are', () => {
    expect(ageLine(now, now + 60_000, false, true)).toEqual({ text: '连接中断，显示 08:31 的数据', freshness: 'cut' });
  });

  test('data of another day carry their day', () => {
    expect(ageLine(now, now + 86_400_000, false, true).text).toBe('连接中断，显示 11月20日 08:31 的数据');
  });

  test('before the first connection it does not speak of an interruption', () => {
    expect(ageLine(now, now, false, false).text).toBe('正在连接，显示 08:31 的数据');
    expect(ageLine(null, now, false, false).text).toBe('正在连接服务器……');
  });

  test('a check that lies ahead of the clock counts as just now', () => {
    expect(connectedAt(-3).text).toBe('数据刚刚更新');
  });
});
