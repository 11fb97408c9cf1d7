import { glide } from './flip';
import { element, say, show } from './page';
import { Pages } from './pages';
import { fit, Rows, write } from './rows';
import type { FirstPlace, Place, Standing } from './wire';

const FIRST_ON_A_PAGE = 10;
const REST_ON_A_PAGE = 9;
/** Early in a quarter many share the first rank: a mark of honour that half the page wears is none. */
const MOST_MEDALS = 5;

/** The quarter's standing of the windows: the first ten with unit and points, everybody else by place only. */
export class StandingView {
  private readonly rows = new Rows(['rank', 'window', 'unit', 'points']);
  private readonly first = new Pages(FIRST_ON_A_PAGE);
  private readonly rest = new Pages(REST_ON_A_PAGE);
  private shown: Standing = { first: [], rest: [] };

  show(standing: Standing): void {
    this.shown = standing;
    this.rows.keep(new Set([...standing.first, ...standing.rest].map((place) => place.windowId)));
    this.draw();
  }

  turn(): void {
    this.first.turn();
    this.rest.turn();
    this.draw();
  }

  private draw(): void {
    const first = this.first.of(this.shown.first);
    const rest = this.rest.of(this.shown.rest);
    const medals = this.shown.first.filter(hasMedal).length <= MOST_MEDALS;
    show('no-standing', this.shown.first.length + this.shown.rest.length === 0);
    show('first', this.shown.first.length > 0);
    show('others', this.shown.rest.length > 0);
    say('first-page', first.label);
    say('rest-page', rest.label);
    glide([
      { parent: element('first'), rows: first.rows.map((place) => this.firstRow(place, medals)) },
      { parent: element('rest'), rows: rest.rows.map((place) => this.row(place, 9)) },
    ]);
  }

  private firstRow(place: FirstPlace, medals: boolean): HTMLElement {
    const row = this.row(place, 11);
    write(row, 'unit', place.unit);
    write(row, 'points', place.points.toFixed(2));
    row.classList.toggle('medal', medals && hasMedal(place));
    return row;
  }

  private row(place: Place, usual: number): HTMLElement {
    const row = this.rows.of(place.windowId);
    write(row, 'rank', String(place.rank));
    write(row, 'window', place.window);
    fit(row, place.window, usual);
    // A window that fell out of the first ten must not carry its points along, not even unseen.
    write(row, 'unit', '');
    write(row, 'points', '');
    row.classList.remove('medal');
    return row;
  }
}

const hasMedal = (place: Place): boolean => place.rank <= 3;
