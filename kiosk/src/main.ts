import { BoardView } from './board';
import { localCache } from './cache';
import { civil } from './clock';
import { BoardConnection } from './connection';
import { ask } from './http';
import { openHub } from './hub';
import { drawInvitation } from './invitation';
import { say } from './page';
import { Pairing } from './pairing';
import { Screen } from './screen';
import { registerShell, shell } from './shell';
import { Update } from './update';

declare const __VERSION__: string;

/** Whatever goes wrong is logged and the screen goes on: nobody stands there to press a key. */
for (const kind of ['error', 'unhandledrejection'] as const)
  window.addEventListener(kind, (event) => {
    event.preventDefault();
    console.warn(kind, event instanceof PromiseRejectionEvent ? event.reason : (event as ErrorEvent).message);
  });

const cache = localCache();
const board = new BoardView();
const update = new Update(__VERSION__, shell);
let screen = new Screen(board, cache, __VERSION__);
let connection: BoardConnection | null = null;
let pairing: Pairing | null = null;

const connect = (token: string): void => {
  pairing = null;
  connection = new BoardConnection(token, {
    snapshot: (raw) => void screen.snapshot(raw),
    heartbeat: (raw) => screen.heartbeat(raw),
    seen: () => screen.seen,
    revoked: () => {
      cache.forget();
      pair();
    },
  }, openHub);
};

const pair = (): void => {
  connection = null;
  screen = new Screen(board, cache, __VERSION__);
  drawInvitation({ code: '', qr: '', state: '正在取得配对码……' });
  pairing = new Pairing(ask, drawInvitation, (token) => {
    cache.token = token;
    connect(token);
    drawInvitation({ code: '', qr: '', state: '配对成功，正在取得数据……' });
  });
};

const tick = (): void => {
  connection?.tick();
  void pairing?.tick();
  const connected = connection?.connected ?? false;
  screen.tick(connected, connection?.everConnected ?? false);
  void update.tick(civil(screen.clock.now()).hour, connected, screen.outgrown);
};

say('version', `版本 ${__VERSION__}`);
const token = cache.token;
if (token) {
  drawInvitation({ code: '', qr: '', state: '正在连接服务器……' });
  screen.restore();
  connect(token);
} else {
  pair();
}
registerShell();
setInterval(tick, 1_000);
tick();
