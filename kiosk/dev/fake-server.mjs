// A stand-in for the hall, to try the kiosk without it: static files, pairing, and the hub over server-sent events.
//   npm run build && npm run fake            http://localhost:5199/kiosk/
// The state is steered by GET /dev/<command>: pair, windows?n=60, demonstration, shuffle, silence, revoke, malformed.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { snapshot } from './fake-hall.mjs';

const PORT = Number(process.env.PORT ?? 5199);
const END = '\u001e';
const ROOT = process.env.ROOT ?? fileURLToPath(new URL('../../src/ServiceHall.Web/wwwroot/kiosk/', import.meta.url));
/** The fake hall's clock: CLOCK (ISO 8601) at the start, ticking on from there. */
const SHIFT = process.env.CLOCK ? Date.parse(process.env.CLOCK) - Date.now() : 0;
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' };
const QR = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 21 21"><path fill="#fff" d="M0 0h21v21H0z"/><path d="M0 0h7v7H0zM14 0h7v7h-7zM0 14h7v7H0zM9 1h2v3H9zM12 5h1v4h-1zM9 9h3v3H9zM14 10h4v2h-4zM1 9h5v2H1zM9 15h2v4H9zM13 14h3v3h-3zM18 17h2v3h-2z"/><path fill="#fff" d="M1 1h5v5H1zM15 1h5v5h-5zM1 15h5v5H1z"/><path d="M2 2h3v3H2zM16 2h3v3h-3zM2 16h3v3H2z"/></svg>')}`;

const clock = () => new Date(Date.now() + SHIFT).toISOString();
const state = { pairing: null, token: process.env.TOKEN ?? null, windows: 24, demonstration: false, order: 0, number: 1, madeAt: clock(), silent: false };
const clients = new Map();
const seen = [];

const send = (client, message) => client.stream?.write(`data: ${JSON.stringify(message)}${END}\r\n\r\n`);
const tell = (target, ...args) => {
  if (!state.silent) for (const client of clients.values()) send(client, { type: 1, target, arguments: args });
};
const heartbeat = () => ({ serverTime: clock(), number: state.number, checkedAt: clock() });
const change = (fields) => {
  Object.assign(state, fields, { number: state.number + 1, madeAt: clock() });
  tell('Snapshot', snapshot(state));
};
setInterval(() => tell('Heartbeat', heartbeat()), 5_000);
setInterval(() => clients.forEach((client) => send(client, { type: 6 })), 10_000);

const commands = {
  pair: (query) => { state.token = query.get('token') ?? randomUUID(); },
  windows: (query) => change({ windows: Number(query.get('n') ?? 24) }),
  demonstration: () => change({ demonstration: !state.demonstration }),
  shuffle: () => change({ order: state.order + 1 }),
  silence: () => { state.silent = !state.silent; },
  revoke: () => { state.token = null; tell('Revoked'); },
  malformed: () => tell('Snapshot', { ...snapshot(state), number: state.number + 1, standing: 'nothing' }),
  seen: () => seen,
};

const calls = {
  Newest: () => snapshot(state),
  Seen: (report) => { seen.push(report); seen.splice(0, seen.length - 20); return null; },
};

const readBody = async (request) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
};

const hub = async (request, url, response) => {
  const token = url.searchParams.get('access_token') ?? request.headers.authorization?.replace('Bearer ', '');
  if (!state.token || token !== state.token) return response.writeHead(401).end();
  if (url.pathname.endsWith('/negotiate')) {
    const id = randomUUID();
    clients.set(id, {});
    const availableTransports = [{ transport: 'ServerSentEvents', transferFormats: ['Text'] }];
    return response.end(JSON.stringify({ negotiateVersion: 1, connectionId: id, connectionToken: id, availableTransports }));
  }
  const id = url.searchParams.get('id');
  const client = clients.get(id);
  if (!client) return response.writeHead(404).end();
  if (request.method === 'GET') {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(':\r\n\r\n');
    client.stream = response;
    request.on('close', () => clients.delete(id));
    return undefined;
  }
  for (const text of (await readBody(request)).split(END).filter(Boolean)) {
    const message = JSON.parse(text);
    if (message.protocol) {
      send(client, {});
      if (!state.silent) send(client, { type: 1, target: 'Heartbeat', arguments: [heartbeat()] });
    } else if (message.type === 1 && !state.silent) {
      send(client, { type: 3, invocationId: message.invocationId, result: calls[message.target](...message.arguments) });
    }
  }
  return response.end();
};

const json = (response, status, body) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

const pairing = (request, url, response) => {
  if (request.method === 'POST') {
    state.pairing = { pairingId: randomUUID(), code: '482917', qr: QR, expiresAt: new Date(Date.now() + 600_000).toISOString() };
    return json(response, 200, state.pairing);
  }
  if (!state.pairing || !url.pathname.endsWith(state.pairing.pairingId)) return json(response, 404, {});
  return json(response, 200, state.token ? { status: 'paired', token: state.token } : { status: 'waiting' });
};

const file = async (url, response) => {
  const name = normalize(url.pathname.replace(/^\/kiosk\//, '')) || 'index.html';
  try {
    const body = await readFile(join(ROOT, name === '.' ? 'index.html' : name));
    response.writeHead(200, { 'content-type': TYPES[extname(name)] ?? TYPES['.html'] }).end(body);
  } catch {
    response.writeHead(404).end();
  }
};

createServer((request, response) => {
  const url = new URL(request.url, 'http://localhost');
  const [, first, command] = url.pathname.split('/');
  if (first === 'hub') return void hub(request, url, response);
  if (first === 'api') return pairing(request, url, response);
  if (first === 'dev') return commands[command] ? json(response, 200, commands[command](url.searchParams) ?? {}) : json(response, 404, {});
  return void file(url, response);
}).listen(PORT, () => console.log(`http://localhost:${PORT}/kiosk/`));
