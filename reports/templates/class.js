"use strict";
(() => {
  const grid = document.getElementById("grid");
  const body = grid.tBodies[0];
  const rows = [...body.rows];
  const rank = grid.dataset.signs;
  const search = document.getElementById("search");
  search.closest("label").hidden = false;
  search.addEventListener("input", () => {
    const wanted = search.value.trim().toLowerCase();
    for (const row of rows) row.classList.toggle("away", !row.cells[0].textContent.toLowerCase().includes(wanted));
  });
  const places = new Map(rows.map((row, place) => [row, place]));
  const key = (row, column) => {
    if (column === 0) return places.get(row);
    if (column === 1) return Number(row.dataset.share);
    const cell = row.cells[column];
    return cell ? rank.indexOf(cell.textContent[0]) : rank.length;
  };
  let sorted = 0, downwards = false;
  const sort = (column) => {
    downwards = column === sorted && !downwards;
    sorted = column;
    const order = [...rows].sort((a, b) => key(a, column) - key(b, column) || places.get(a) - places.get(b));
    if (downwards) order.reverse();
    body.append(...order);
    heads.forEach((head, place) => {
      if (place === column) head.setAttribute("aria-sort", downwards ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  };
  const heads = [...grid.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = column < 2 ? head.textContent + " ↕" : "↕";
    button.setAttribute("aria-label", grid.dataset.sort + " " + head.textContent);
    if (column < 2) head.replaceChildren(button); else head.append(button);
    button.addEventListener("click", () => sort(column));
  });
})();
