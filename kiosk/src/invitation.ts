import { element, say, show } from './page';
import type { Invitation } from './pairing';

/** The pairing page: the code in large digits, its QR code, and what is being waited for. */
export const drawInvitation = ({ code, qr, state }: Invitation): void => {
  show('board', false);
  show('ribbon', false);
  show('pairing', true);
  say('code', `${code.slice(0, 3)} ${code.slice(3)}`);
  for (const id of ['code', 'code-label', 'how']) show(id, code !== '');
  say('pairing-state', state);
  const picture = element('qr') as HTMLImageElement;
  // Only a picture that came with the answer: a screen loads nothing from elsewhere.
  const usable = qr.startsWith('data:image/');
  if (usable && picture.getAttribute('src') !== qr) picture.src = qr;
  picture.hidden = !usable;
};
