import { describe, expect, test, vi } from 'vitest';
import { Update, type Shell } from '../src/update';

const shellServing = (version: string | null, prepared = true) => {
  const shell = {
    ask: vi.fn(async () => version ? { status: 200, body: { version } } : { status: 0, body: null }),
    prepare: vi.fn(async () => prepared),
    reload: vi.fn(),
  };
  return shell satisfies Shell;
};
const night = 3;
const day = 10;

describe('a newer version', () => {
  test('is taken at night', async () => {
    const shell = shellServing('2');
    await new Update('1', shell).tick(night, true, false);
    expect(shell.prepare).toHaveBeenCalledWith('2');
    expect(shell.reload).toHaveBeenCalledTimes(1);
  });

  test.each([
    ['by day', shellServing('2'), day, true, false],
    ['without a connection', shellServing('2'), night, false, false],
    ['when the server does not answer', shellServing(null), night, true, false],
    ['when it is the same', shellServing('1'), night, true, false],
    ['when its files do not all come', shellServing('2', false), night, true, false],
  ] as const)('is not taken %s', async (_, shell, hour, connected, outgrown) => {
    await new Update('1', shell).tick(hour, connected, outgrown);
    expect(shell.reload).not.toHaveBeenCalled();
  });

  test('is taken by day when the server speaks a newer format', async () => {
    const shell = shellServing('2');
    await new Update('1', shell).tick(day, true, true);
    expect(shell.reload).toHaveBeenCalledTimes(1);
  });

  test('is asked for every ten minutes at most', async () => {
    const shell = shellServing('1');
    const update = new Update('1', shell, () => 0);
    for (let second = 0; second < 500; second += 1) await update.tick(night, true, false);
    expect(shell.ask).toHaveBeenCalledTimes(1);
  });
});
