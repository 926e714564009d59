"use strict";
// The page reads without this. It lets readers sort a table by any column, and look for rows in a long one;
// a table that is wider than its place becomes cards.
const LONG = 30;
const words = new Intl.Collator(undefined, {numeric: true, sensitivity: "base"});

function sorted(rows, column, down) {
  const numbers = rows.some(row => row.cells[column].dataset.key !== undefined);
  const keyed = rows.map(row => {
    const cell = row.cells[column];
    return {row, key: numbers ? parseFloat(cell.dataset.key) : cell.textContent.trim()};
  });
  const none = key => numbers ? Number.isNaN(key) : key === "";
  keyed.sort((one, other) => {
    if (none(one.key) || none(other.key)) return none(one.key) - none(other.key);
    const order = numbers ? one.key - other.key : words.compare(one.key, other.key);
    return down ? -order : order;
  });
  return keyed.map(one => one.row);
}

function sortable(table) {
  const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach(other => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const all = document.createDocumentFragment();
      sorted([...body.rows], column, down).forEach(row => all.append(row));
      body.append(all);
    });
  });
}

function searchable(table) {
  const rows = [...table.tBodies[0].rows];
  if (rows.length <= LONG) return;
  const label = document.createElement("label"), field = document.createElement("input");
  const found = document.createElement("output");
  field.type = "search";
  label.append("Show only rows with ", field);
  const line = document.createElement("p");
  line.className = "search";
  line.append(label, " ", found);
  table.parentElement.before(line);
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    let shown = 0;
    rows.forEach(row => {
      row.hidden = !row.textContent.toLowerCase().includes(wanted);
      shown += !row.hidden;
    });
    found.textContent = wanted ? `${shown} of ${rows.length} rows` : "";
  });
}

// The roles keep it a table where its rows are cards.
function stackable(table) {
  const names = [...table.tHead.rows[0].cells].map(head => head.textContent);
  table.setAttribute("role", "table");
  [table.tHead, ...table.tBodies].forEach(part => part.setAttribute("role", "rowgroup"));
  [...table.rows].forEach(row => {
    row.setAttribute("role", "row");
    [...row.cells].forEach((cell, column) => {
      const heading = row.parentElement === table.tHead ? "columnheader" : "rowheader";
      cell.setAttribute("role", cell.tagName === "TH" ? heading : "cell");
      cell.dataset.name = names[column];
    });
  });
  const box = table.parentElement;
  let known;
  const fit = () => {
    if (box.clientWidth === known) return;
    known = box.clientWidth;
    table.classList.remove("stacked");
    table.classList.toggle("stacked", table.offsetWidth > known);
  };
  fit();
  addEventListener("resize", fit);
}

document.querySelectorAll("table.sortable").forEach(table => {
  sortable(table);
  stackable(table);
  searchable(table);
});
