/**
 * What goes over the wire between the hall's server and a lobby screen. docs/boards.md describes it in words;
 * src/ServiceHall.Web/Boards/BoardSnapshot.cs is the server's side of the same records.
 */

/** The snapshot format that this program reads. The server raises it only when an older screen could not read it. */
export const FORMAT = 1;

/** One whole picture of a board. Screens get whole pictures only, never differences. */
export interface BoardSnapshot {
  format: number;
  /** Rises with every change of what the board shows. */
  number: number;
  /** Instant (ISO 8601) at which this content was first built. */
  madeAt: string;
  /** The hall or branch hall, 白城市政务服务大厅. */
  site: string;
  /** The ribbon's sentence in a demonstration hall; null in a real one. */
  demonstration: string | null;
  /** The running quarter in words, 2026年第四季度. */
  quarter: string;
  standing: Standing;
  presence: Presence;
  notices: Notice[];
}

export interface Standing {
  /** Rank 1 to 10, best first. Equal scores share a rank, so there may be more than ten. */
  first: FirstPlace[];
  /** Everybody else, by place only. */
  rest: Place[];
}

export interface Place {
  windowId: string;
  rank: number;
  window: string;
}

export interface FirstPlace extends Place {
  unit: string;
  /** The quarter's score, at most two decimals. */
  points: number;
}

export interface Presence {
  /** Whether the hall is at work now. Outside working time no counts are shown. */
  open: boolean;
  /** 上午 08:30—11:30, or what comes next: 下午 13:30 开始办公. */
  session: string;
  windows: WindowPresence[];
}

export interface WindowPresence {
  windowId: string;
  window: string;
  /** People who owe this session. */
  expected: number;
  /** Of these, who has signed in and is not away. */
  present: number;
  /** Of these, who is away for a while with permission. */
  away: number;
  /** When the next of those is back, HH:mm in the hall's zone; null when not known. */
  backAt: string | null;
  /** Nobody is expected, and a cover person stands in. */
  covered: boolean;
}

export interface Notice {
  id: string;
  text: string;
}

/** Sent every 15 s and after each connect, to every screen. */
export interface Heartbeat {
  /** The server's clock (ISO 8601): the only clock that a screen shows. */
  serverTime: string;
  /** The newest snapshot's number; a screen that shows another one asks for the newest. */
  number: number;
  /** When the board was last compared with the facts (ISO 8601). The data's age counts from here. */
  checkedAt: string;
}

/** What a screen tells about itself every 15 s. */
export interface Seen {
  version: string;
  /** The number that is on the screen now; 0 when none. */
  number: number;
  /** When it was last drawn (ISO 8601, the server's clock); null when never. */
  at: string | null;
}

/** Answer of POST /api/screens/pairing. */
export interface PairingOffer {
  /** Secret between this screen and the server; collects the token. */
  pairingId: string;
  /** Six digits for people. */
  code: string;
  /** QR code of the desk's pairing page, as a data URI. */
  qr: string;
  expiresAt: string;
}

/** Answer of GET /api/screens/pairing/{id}. 404 once the offer has expired. */
export type PairingAnswer = { status: 'waiting' } | { status: 'paired'; token: string };
