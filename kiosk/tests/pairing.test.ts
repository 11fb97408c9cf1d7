import { describe, expect, test, vi } from 'vitest';
import { Backoff } from '../src/backoff';
import type { Answer } from '../src/http';
import { drawInvitation } from '../src/invitation';
import { Pairing, type Invitation } from '../src/pairing';
import { openPage, stopwatch } from './fixtures';

const offer = (code: string): Answer => ({ status: 200, body: { pairingId: `id-${code}`, code, qr: 'data:image/png;base64,AA==', expiresAt: '' } });
const waiting: Answer = { status: 200, body: { status: 'waiting' } };
const nothing: Answer = { status: 0, body: null };

/** Runs the pairing against a list of answers, a second at a time, until they are used up. */
const play = async (answers: Answer[]) => {
  const [time, asked, shown, paired] = [stopwatch(), [] as string[], [] as Invitation[], vi.fn()];
  const left = [...answers];
  const ask = async (method: string, path: string) => { asked.push(`${method} ${path}`); return left.shift()!; };
  const pairing = new Pairing(ask, (invitation) => shown.push(invitation), paired, new Backoff(() => 0), time.now);
  for (let second = 0; second < 600 && left.length > 0; second += 1) { await pairing.tick(); time.pass(1000); }
  return { asked, shown, paired, seconds: time.now() / 1000, more: async () => { time.pass(60_000); await pairing.tick(); return asked.length; } };
};

describe('pairing', () => {
  test('shows the code, waits, and hands over the token once', async () => {
    const run = await play([offer('482917'), waiting, waiting, { status: 200, body: { status: 'paired', token: 'T' } }]);
    expect(run.shown[0]).toMatchObject({ code: '482917', state: '等待配对……' });
    expect(run.paired).toHaveBeenCalledExactlyOnceWith('T');
    expect(await run.more()).toBe(4);
  });

  test('asks for another code when the first has expired', async () => {
    const run = await play([offer('111111'), waiting, { status: 404, body: null }, offer('222222')]);
    expect(run.asked[3]).toBe('POST /api/screens/pairing');
    expect(run.shown[run.shown.length - 1]!.code).toBe('222222');
  });

  test('goes on trying while the server is down, and says so', async () => {
    const run = await play([nothing, nothing, offer('333333'), nothing, waiting]);
    expect(run.shown[0]!.state).toContain('正在自动重试');
    expect(run.shown[3]).toMatchObject({ code: '333333', state: '与服务器的连接中断，正在自动重试……' });
    expect(run.shown[4]!.state).toBe('等待配对……');
  });

  test('draws a picture only from the answer itself, never from elsewhere', () => {
    openPage();
    const picture = document.getElementById('qr') as HTMLImageElement;
    drawInvitation({ code: '482917', qr: 'https://example.com/qr.png', state: '' });
    expect([picture.hidden, picture.getAttribute('src')]).toEqual([true, null]);
    drawInvitation({ code: '482917', qr: 'data:image/png;base64,AA==', state: '' });
    expect(picture.hidden).toBe(false);
    expect(document.getElementById('code')!.textContent).toBe('482 917');
  });
});
