// The month's table: a press, or the arrow keys and Enter, open a half day. One listener for all of its cells.
export function listen(region, page) {
  let row = null, half = 0;

  function place(cell) {
    const day = cell.closest("td");
    return day && !day.classList.contains("sum") ? (day.cellIndex - 1) * 2 + (cell.previousElementSibling ? 1 : 0) : -1;
  }
  function cellOf(line, at) {
    return line?.cells[(at >> 1) + 1]?.children[at & 1];
  }
  function mark(line, at) {
    const cell = cellOf(line, at);
    if (!cell || place(cell) !== at) return;
    region.querySelector("i.current")?.classList.remove("current");
    cell.classList.add("current");
    // The header and the names stay on top of what lies under them: the style sheet keeps them free by scroll-margin.
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    [row, half] = [line.dataset.row, at];
  }
  function lineOf(key) {
    return key === null ? null : region.querySelector(`tr[data-row="${key}"]`);
  }

  region.addEventListener("click", (event) => {
    const cell = event.target.closest("i");
    const at = cell ? place(cell) : -1;
    if (at < 0) return;
    mark(cell.closest("tr"), at);
    page.invokeMethodAsync("OpenCell", row, half);
  });
  region.addEventListener("keydown", (event) => {
    const line = lineOf(row) ?? region.querySelector("tr[data-row]");
    const next = {
      ArrowLeft: [line, half - 2], ArrowRight: [line, half + 2],
      ArrowUp: half & 1 ? [line, half - 1] : [line?.previousElementSibling, half + 1],
      ArrowDown: half & 1 ? [line?.nextElementSibling, half - 1] : [line, half + 1],
    }[event.key];
    if (next) {
      event.preventDefault();
      if (lineOf(row) === null) mark(line, half);
      else if (next[0]?.dataset.row) mark(...next);
    } else if (event.key === "Enter" && lineOf(row)) {
      page.invokeMethodAsync("OpenCell", row, half);
    }
  });
}
