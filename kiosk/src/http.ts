const PATIENCE_MS = 15_000;

/** An answer whose body is JSON; `status` 0 and no body when no answer came or it made no sense. */
export interface Answer {
  status: number;
  body: unknown;
}

/** Asks the hall's server. Never throws: a screen has nobody who could read an exception. */
export const ask = async (method: 'GET' | 'POST', path: string): Promise<Answer> => {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE_MS);
  try {
    const response = await fetch(path, { method, cache: 'no-store', signal: abort.signal });
    const body: unknown = response.ok ? await response.json() : null;
    return { status: response.status, body };
  } catch {
    return { status: 0, body: null };
  } finally {
    clearTimeout(timer);
  }
};
