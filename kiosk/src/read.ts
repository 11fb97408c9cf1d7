import { FORMAT, type BoardSnapshot, type Heartbeat, type Place, type WindowPresence } from './wire';

/** Thrown for a message that is not what docs/boards.md promises; the screen keeps what it shows. */
export class Malformed extends Error {}

/** More rows than any hall has: a bound, so that a broken server cannot fill the screen's memory. */
const MOST_ROWS = 1000;
const CIVIL_TIME = /^([01]\d|2[0-3]):[0-5]\d/;

type Fields = Record<string, unknown>;

const object = (value: unknown, name: string): Fields => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Malformed(`${name} is no object`);
  return value as Fields;
};
const text = (of: Fields, name: string): string => {
  const value = of[name];
  if (typeof value !== 'string') throw new Malformed(`${name} is no text`);
  return value.slice(0, 500);
};
const number = (of: Fields, name: string): number => {
  const value = of[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Malformed(`${name} is no number`);
  return value;
};
const count = (of: Fields, name: string): number => {
  const value = number(of, name);
  if (!Number.isInteger(value) || value < 0) throw new Malformed(`${name} is no count`);
  return value;
};
const instant = (of: Fields, name: string): string => {
  const value = text(of, name);
  if (Number.isNaN(Date.parse(value))) throw new Malformed(`${name} is no instant`);
  return value;
};
const list = <T>(of: Fields, name: string, read: (item: Fields) => T): T[] => {
  const value = of[name];
  if (!Array.isArray(value) || value.length > MOST_ROWS) throw new Malformed(`${name} is no list of bearable length`);
  return value.map((item, index) => read(object(item, `${name}[${index}]`)));
};
const distinct = (ids: string[], name: string): void => {
  if (new Set(ids).size !== ids.length) throw new Malformed(`${name} names a window twice`);
};

const place = (of: Fields): Place => ({ windowId: text(of, 'windowId'), rank: count(of, 'rank'), window: text(of, 'window') });

const presence = (of: Fields): WindowPresence => {
  const back = of.backAt == null ? null : text(of, 'backAt');
  if (back !== null && !CIVIL_TIME.test(back)) throw new Malformed('backAt is no time of day');
  return {
    windowId: text(of, 'windowId'),
    window: text(of, 'window'),
    expected: count(of, 'expected'),
    present: count(of, 'present'),
    away: count(of, 'away'),
    backAt: back === null ? null : back.slice(0, 5),
    // A server of before says nothing about it.
    covered: of.covered === true,
  };
};

/** The snapshot in a message, checked field by field. Unknown fields are left out. Throws Malformed. */
export const readSnapshot = (raw: unknown): BoardSnapshot => {
  const of = object(raw, 'snapshot');
  if (of.format !== FORMAT) throw new Malformed(`format ${String(of.format)} is not ${FORMAT}`);
  const standing = object(of.standing, 'standing');
  const today = object(of.presence, 'presence');
  if (typeof today.open !== 'boolean') throw new Malformed('open is neither true nor false');
  const snapshot: BoardSnapshot = {
    format: FORMAT,
    number: count(of, 'number'),
    madeAt: instant(of, 'madeAt'),
    site: text(of, 'site'),
    demonstration: of.demonstration == null ? null : text(of, 'demonstration'),
    quarter: text(of, 'quarter'),
    standing: {
      first: list(standing, 'first', (row) => ({ ...place(row), unit: text(row, 'unit'), points: number(row, 'points') })),
      rest: list(standing, 'rest', place),
    },
    presence: { open: today.open, session: text(today, 'session'), windows: list(today, 'windows', presence) },
    notices: list(of, 'notices', (row) => ({ id: text(row, 'id'), text: text(row, 'text') })),
  };
  distinct([...snapshot.standing.first, ...snapshot.standing.rest].map((row) => row.windowId), 'standing');
  distinct(snapshot.presence.windows.map((row) => row.windowId), 'presence');
  return snapshot;
};

/** The heartbeat in a message. Throws Malformed. */
export const readHeartbeat = (raw: unknown): Heartbeat => {
  const of = object(raw, 'heartbeat');
  return { serverTime: instant(of, 'serverTime'), number: count(of, 'number'), checkedAt: instant(of, 'checkedAt') };
};
