import { Backoff } from './backoff';
import type { Answer } from './http';
import type { PairingAnswer, PairingOffer } from './wire';

const POLL_MS = 3_000;

/** What the pairing page is to show. */
export interface Invitation {
  code: string;
  qr: string;
  state: string;
}

/** Asks for a pairing code and waits until the section has entered it. Driven by `tick`, once a second. */
export class Pairing {
  private offer: PairingOffer | null = null;
  private due = 0;
  private busy = false;

  constructor(
    private readonly ask: (method: 'GET' | 'POST', path: string) => Promise<Answer>,
    private readonly show: (invitation: Invitation) => void,
    private readonly paired: (token: string) => void,
    private readonly backoff = new Backoff(),
    private readonly now: () => number = () => performance.now(),
  ) {}

  async tick(): Promise<void> {
    if (this.busy || this.now() < this.due) return;
    this.busy = true;
    try {
      await (this.offer ? this.poll(this.offer) : this.begin());
    } finally {
      this.busy = false;
    }
  }

  private async begin(): Promise<void> {
    const { status, body } = await this.ask('POST', '/api/screens/pairing');
    if (!isOffer(body)) {
      this.wait(status === 429 ? '请求过于频繁，稍后自动重试……' : '暂时无法连接服务器，正在自动重试……');
      return;
    }
    this.offer = body;
    this.backoff.reset();
    this.due = this.now() + POLL_MS;
    this.show({ code: body.code, qr: body.qr, state: '等待配对……' });
  }

  private async poll(offer: PairingOffer): Promise<void> {
    const { status, body } = await this.ask('GET', `/api/screens/pairing/${encodeURIComponent(offer.pairingId)}`);
    const answer = body as PairingAnswer | null;
    if (answer?.status === 'paired' && typeof answer.token === 'string') {
      this.due = Infinity;
      this.paired(answer.token);
    } else if (status === 404) {
      // The code has expired: the next tick asks for another one.
      this.offer = null;
      this.due = this.now();
    } else if (answer?.status === 'waiting') {
      this.backoff.reset();
      this.due = this.now() + POLL_MS;
      this.show({ code: offer.code, qr: offer.qr, state: '等待配对……' });
    } else {
      this.wait('与服务器的连接中断，正在自动重试……', offer);
    }
  }

  private wait(state: string, offer: PairingOffer | null = null): void {
    this.due = this.now() + this.backoff.next();
    this.show({ code: offer?.code ?? '', qr: offer?.qr ?? '', state });
  }
}

const isOffer = (body: unknown): body is PairingOffer => {
  const offer = body as Partial<PairingOffer> | null;
  return typeof offer?.pairingId === 'string' && typeof offer.code === 'string' && typeof offer.qr === 'string';
};
