// Groups of code blocks -> tabs: one language at a time, the same one in all groups, remembered by the browser.
"use strict";
{
  const KEPT = "ocgen-language";
  const groups = [];

  // A page from a disk may have no storage to ask.
  const remembered = () => {
    try {
      return localStorage.getItem(KEPT);
    } catch {
      return null;
    }
  };
  const remember = (name) => {
    try {
      localStorage.setItem(KEPT, name);
    } catch {
      // then it holds for this page
    }
  };

  const show = (group, name) => {
    const chosen = group.find((tab) => tab.name === name);
    for (const tab of chosen ? group : []) {
      tab.panel.hidden = tab !== chosen;
      tab.button.setAttribute("aria-selected", String(tab === chosen));
      tab.button.tabIndex = tab === chosen ? 0 : -1;
    }
  };

  const choose = (tab) => {
    const before = tab.button.getBoundingClientRect().top;
    for (const group of groups) show(group, tab.name);
    // Groups above have changed their height; what was pressed stays where it was.
    scrollBy({ top: tab.button.getBoundingClientRect().top - before, behavior: "instant" });
    tab.button.focus({ preventScroll: true });
    remember(tab.name);
  };

  const step = (group, tab, key) => {
    const place = group.indexOf(tab);
    const places = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: -1 };
    return key in places ? group.at(places[key] % group.length) : null;
  };

  document.querySelectorAll(".tabs").forEach((box, number) => {
    const list = document.createElement("div");
    list.className = "tab-list";
    list.setAttribute("role", "tablist");
    list.setAttribute("aria-label", document.getElementById("phrases").dataset.languages);
    const group = [...box.querySelectorAll(":scope > .tab")].map((panel, place) => {
      const title = panel.querySelector(".tab-name");
      const button = document.createElement("button");
      const tab = { name: title.textContent, button, panel };
      button.type = "button";
      button.textContent = tab.name;
      button.id = `tab-${number}-${place}`;
      button.setAttribute("role", "tab");
      button.setAttribute("aria-controls", (panel.id = `panel-${number}-${place}`));
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", button.id);
      title.hidden = true;
      button.addEventListener("click", () => choose(tab));
      list.append(button);
      return tab;
    });
    list.addEventListener("keydown", (event) => {
      const next = step(group, group.find(({ button }) => button === event.target), event.key);
      if (next) {
        event.preventDefault();
        choose(next);
      }
    });
    box.prepend(list);
    groups.push(group);
    show(group, group[0].name);
  });
  for (const group of groups) show(group, remembered());
}
