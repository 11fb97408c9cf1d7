import { glide } from './flip';
import { element, say, show } from './page';
import { Pages } from './pages';
import { fit, Rows, write } from './rows';
import type { Presence, WindowPresence } from './wire';

const ON_A_PAGE = 12;

/** How a window's row is marked: somebody is there, a cover person stands in, all are away for a while, nobody is there, hall closed. */
export type Mark = 'present' | 'covered' | 'away' | 'empty' | 'closed';

/** What a window's row says. Never a name, never a reason. */
export const words = (window: WindowPresence, open: boolean): { mark: Mark; count: string; note: string } => {
  if (open && window.covered) return { mark: 'covered', count: '顶岗服务', note: '' };
  if (!open || window.expected === 0) return { mark: 'closed', count: '—', note: '' };
  const back = window.backAt ? `预计 ${window.backAt} 返回` : '';
  if (window.present === 0 && window.away > 0) return { mark: 'away', count: '暂停服务', note: back };
  const note = window.away > 0 ? `${window.away} 人暂离${window.backAt ? ` ${window.backAt} 返回` : ''}` : '';
  return { mark: window.present > 0 ? 'present' : 'empty', count: `在岗 ${window.present}/${window.expected}`, note };
};

/** Today's presence by window, in the order of the snapshot. */
export class PresenceView {
  private readonly rows = new Rows(['window', 'note', 'count']);
  private readonly pages = new Pages(ON_A_PAGE);
  private shown: Presence = { open: false, session: '', windows: [] };

  show(presence: Presence): void {
    this.shown = presence;
    this.rows.keep(new Set(presence.windows.map((window) => window.windowId)));
    this.draw();
  }

  turn(): void {
    this.pages.turn();
    this.draw();
  }

  private draw(): void {
    const { rows, label } = this.pages.of(this.shown.windows);
    show('no-presence', this.shown.windows.length === 0);
    show('presence', this.shown.windows.length > 0);
    say('session', this.shown.session);
    say('presence-page', label);
    glide([{ parent: element('presence'), rows: rows.map((window) => this.row(window)) }]);
  }

  private row(window: WindowPresence): HTMLElement {
    const row = this.rows.of(window.windowId);
    const { mark, count, note } = words(window, this.shown.open);
    write(row, 'window', window.window);
    write(row, 'count', count);
    write(row, 'note', note);
    row.dataset.mark = mark;
    fit(row, window.window, 9);
    return row;
  }
}
