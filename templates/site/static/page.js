// What does not fit its box scrolls inside it; then the box must be reachable by keyboard.
"use strict";
{
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
