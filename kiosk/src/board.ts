import { clockFace, type HallClock } from './clock';
import { ageLine } from './age';
import { NoticesView } from './notices';
import { element, say, show } from './page';
import { PresenceView } from './presence';
import { StandingView } from './standing';
import type { BoardSnapshot } from './wire';

/** Seconds between two pages, and how far the parts are apart, so that not everything moves at once. */
const TURN_S = 12;
const PRESENCE_AT = 6;
const NOTICE_AT = 9;

/** Everything that a paired screen shows. It only draws; what to draw is decided in Screen. */
export class BoardView {
  private readonly standing = new StandingView();
  private readonly presence = new PresenceView();
  private readonly notices = new NoticesView();
  private seconds = 0;

  /** Draws a snapshot. Throws where it cannot; the caller then draws the last good one again. */
  draw(snapshot: BoardSnapshot): void {
    say('site', snapshot.site);
    say('quarter', snapshot.quarter);
    say('ribbon', snapshot.demonstration ?? '');
    show('ribbon', snapshot.demonstration !== null);
    this.standing.show(snapshot.standing);
    this.presence.show(snapshot.presence);
    this.notices.show(snapshot.notices, snapshot.site);
    show('pairing', false);
    show('board', true);
  }

  /** Once a second: the clock, the age, and the turn of a page when it is due. */
  tick(clock: HallClock, checkedAt: number | null, connected: boolean, everConnected: boolean): void {
    const face = clockFace(clock, checkedAt);
    const [minutes, seconds] = element('time').children;
    minutes!.textContent = face.time;
    seconds!.textContent = face.seconds;
    say('date', face.date);
    const age = ageLine(checkedAt, clock.now(), connected, everConnected);
    say('age', age.text);
    element('age').dataset.freshness = age.freshness;
    this.seconds = (this.seconds + 1) % TURN_S;
    if (this.seconds === 0) this.standing.turn();
    if (this.seconds === PRESENCE_AT) this.presence.turn();
    if (this.seconds === NOTICE_AT) this.notices.turn();
  }
}
