/** Elements by window: a window keeps its element as long as it is in the snapshot, on whichever page it stands. */
export class Rows {
  private readonly elements = new Map<string, HTMLElement>();

  constructor(private readonly parts: string[]) {}

  /** The window's element, made at first sight. */
  of(windowId: string): HTMLElement {
    let row = this.elements.get(windowId);
    if (!row) {
      row = document.createElement('div');
      row.dataset.window = windowId;
      for (const part of this.parts) row.appendChild(document.createElement('span')).className = part;
      this.elements.set(windowId, row);
    }
    return row;
  }

  /** Lets go of windows that are no longer in the snapshot, so that nothing gathers over the weeks. */
  keep(windowIds: Set<string>): void {
    for (const id of [...this.elements.keys()]) if (!windowIds.has(id)) this.elements.delete(id);
  }
}

/** Sets the text of a part of a row, if it differs. */
export const write = (row: Element, part: string, text: string): void => {
  const element = row.querySelector(`.${part}`)!;
  if (element.textContent !== text) element.textContent = text;
};

/** Names too long for the usual size are set smaller instead of being cut. */
export const fit = (row: HTMLElement, name: string, usual: number): void => {
  row.classList.toggle('long', name.length > usual);
};
