/** The element of index.html with this id. */
export const element = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html has no #${id}`);
  return found;
};

/** Sets an element's text, if it differs. */
export const say = (id: string, text: string): void => {
  const target = element(id);
  if (target.textContent !== text) target.textContent = text;
};

export const show = (id: string, visible: boolean): void => {
  element(id).hidden = !visible;
};
