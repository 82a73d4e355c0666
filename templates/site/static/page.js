// On a phone each row of a table stands as a block of its own, its cells under each other; the style sheet
// does that, with the headings that are noted here. What does not fit its box scrolls inside it; then the box must be reachable by keyboard.
"use strict";
{
  for (const table of document.querySelectorAll("article table:has(thead)")) {
    if (table.closest("section[id^='hub--']")) {
      continue; // the catalogue's own tables stand in another form
    }
    const headings = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
    table.classList.add("stackable");
    table.classList.toggle("stackable-whole", !table.querySelector("tr[id]")); // no cell speaks for itself
    for (const row of table.tBodies[0].rows) {
      [...row.cells].forEach((cell, n) => (cell.dataset.heading = headings[n]));
    }
  }

  const boxes = document.querySelectorAll(".table-wrapper, .highlight pre");
  const makeReachable = () => {
    for (const box of boxes) {
      if (box.scrollWidth > box.clientWidth) {
        box.tabIndex = 0;
      } else {
        box.removeAttribute("tabindex");
      }
    }
  };
  makeReachable();
  addEventListener("resize", makeReachable);
}
