import { element } from './page';
import type { Notice } from './wire';

/** What the bar holds in two lines. */
const AT_ONCE = 80;
const FADE_MS = 600;

/** A long notice in pieces that fit, cut after a stop where there is one. */
export const pieces = (text: string, most = AT_ONCE): string[] => {
  const found: string[] = [];
  let left = text.trim();
  while (left.length > most) {
    const head = left.slice(0, most);
    const stop = Math.max(...[...'。；！？，、'].map((sign) => head.lastIndexOf(sign)));
    const cut = stop >= most / 2 ? stop + 1 : most;
    found.push(left.slice(0, cut));
    left = left.slice(cut).trim();
  }
  if (left) found.push(left);
  return found;
};

/** The notices, one after the other; a welcome when there are none. */
export class NoticesView {
  private texts: string[] = [];
  private index = 0;

  show(notices: Notice[], site: string): void {
    const texts = notices.flatMap((notice) => pieces(notice.text));
    this.texts = texts.length ? texts : [`欢迎来到${site}`];
    this.draw();
  }

  turn(): void {
    this.index += 1;
    this.draw();
  }

  private draw(): void {
    if (this.texts.length === 0) return;
    this.index %= this.texts.length;
    const text = this.texts[this.index]!;
    const target = element('notice');
    if (target.textContent === text) return;
    target.textContent = text;
    target.animate?.([{ opacity: 0 }, { opacity: 1 }], { duration: FADE_MS });
  }
}
