const GLIDE_MS = 900;
const APPEAR_MS = 600;

/** The rows that one parent is to hold, in order. */
export interface Arrangement {
  parent: Element;
  rows: HTMLElement[];
}

const calm = (): boolean => window.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false;

/** Makes the parent's children exactly these, touching only those that are not in place. */
const arrange = ({ parent, rows }: Arrangement): void => {
  const wanted = new Set<Element>(rows);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  rows.forEach((row, index) => {
    const there = parent.children[index];
    if (there !== row) parent.insertBefore(row, there ?? null);
  });
};

/**
 * Puts rows where they belong; rows that were on the screen glide there from where they are seen now (first, last,
 * invert, play), new ones appear. A row may change its parent. Who asked for less motion gets none.
 */
export const glide = (arrangements: Arrangement[]): void => {
  const still = calm();
  const before = new Map<HTMLElement, DOMRect>();
  const all = arrangements.flatMap(({ rows }) => rows);
  if (!still) for (const row of all) if (row.isConnected) before.set(row, row.getBoundingClientRect());
  for (const row of before.keys()) for (const running of row.getAnimations?.() ?? []) running.finish();
  arrangements.forEach(arrange);
  if (still) return;
  const after = all.map((row) => row.getBoundingClientRect());
  all.forEach((row, index) => {
    const [from, to] = [before.get(row), after[index]!];
    if (!from) {
      row.animate?.([{ opacity: 0 }, { opacity: 1 }], { duration: APPEAR_MS, easing: 'ease-out' });
      return;
    }
    const [dx, dy] = [from.left - to.left, from.top - to.top];
    if (Math.abs(dx) < 1 && Math.abs(dy) < 1) return;
    row.animate?.(
      [{ transform: `translate(${dx}px, ${dy}px)` }, { transform: 'none' }],
      { duration: GLIDE_MS, easing: 'cubic-bezier(.22,.8,.26,1)' },
    );
  });
};
