// Tables that become blocks where there is little room, boxes that scroll, and links to places.
"use strict";
{
  const SENTENCE = 40; // characters; a column with longer texts holds sentences

  // The style sheet shows each row as a block, its cells under each other, with the headings that are noted here.
  for (const table of document.querySelectorAll("article table:has(thead)")) {
    if (table.closest("section[id^='hub--']")) {
      continue; // the catalogue's own tables stand in another form
    }
    const headings = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
    table.classList.add("stackable");
    table.classList.toggle("stackable-whole", !table.querySelector("tr[id]")); // its first cell is no name
    const rows = [...table.tBodies[0].rows];
    headings.forEach((heading, n) => {
      const cells = rows.map((row) => row.cells[n]).filter(Boolean);
      const prose = cells.some((cell) => cell.textContent.length > SENTENCE);
      for (const cell of cells) {
        cell.dataset.heading = heading;
        cell.classList.toggle("prose", prose); // sentences need no heading
      }
    });
  }

  // What does not fit its box scrolls inside it; then the box must be reachable by keyboard.
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

  // The link beside a field or a heading leads there, and its address is copied on the way.
  const said = document.createElement("div");
  said.className = "copied-link";
  said.setAttribute("role", "status");
  document.body.append(said);
  let shown;
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a.headerlink");
    if (!link) return;
    try {
      await navigator.clipboard.writeText(link.href);
    } catch {
      return; // not allowed here: the address bar has it
    }
    said.textContent = document.getElementById("phrases").dataset.copied;
    clearTimeout(shown);
    shown = setTimeout(() => (said.textContent = ""), 2000);
  });

  // The sidebar shows the page among its siblings, however long the list is.
  const list = document.querySelector(".sidebar-tree")?.parentElement;
  const here = list?.querySelector(".current-page");
  if (here) list.scrollTop += here.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 2;

  // All of this, and the tabs, have moved the place that the address names.
  document.querySelector(":target")?.scrollIntoView({ behavior: "instant" });
}
