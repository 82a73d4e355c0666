// Filters over the catalogue's tables. Without this script the page shows all of them.
// What stands in _("...") comes out in the site's language; `_` is Sphinx's.
"use strict";
{
  const SIGN_IN = 3; // the column of the ways to sign in, counted from 0

  // "OAuth 2.0 (`a`), API key (`b`)" names two kinds; the names of the methods are in brackets.
  const kinds = (row) =>
    row.cells[SIGN_IN].textContent.replaceAll(/\s*\([^)]*\)/g, "").split(",").map((kind) => kind.trim()).filter(Boolean);

  const hubs = [...document.querySelectorAll('section[id^="hub--"]')].map((section) => ({
    section,
    name: section.querySelector("h2").firstChild.textContent.trim(),
    rows: [...section.querySelectorAll("tbody tr")].map((row) => ({
      row,
      kinds: kinds(row),
      text: row.textContent.toLowerCase(),
    })),
  }));

  const filled = (phrase, values) => phrase.replaceAll(/%\((\w+)\)s/g, (place, name) => values[name] ?? place);
  const labelled = (text, name, control) => {
    const label = document.createElement("label");
    label.textContent = text;
    control.id = `filter-${name}`;
    label.htmlFor = control.id;
    const both = document.createElement("div");
    both.append(label, control);
    return both;
  };
  const choice = (all, values) => {
    const select = document.createElement("select");
    select.append(new Option(all, ""), ...values.map((value) => new Option(value, value)));
    return select;
  };

  if (hubs.length) {
    const words = document.createElement("input");
    words.type = "search";
    words.placeholder = _("Name, key or provider");
    const hub = choice(_("All hubs"), hubs.map(({ name }) => name));
    const found = new Set(hubs.flatMap(({ rows }) => rows.flatMap((row) => row.kinds)));
    const kind = choice(_("All ways"), [...found].sort());
    const count = document.createElement("p");
    count.setAttribute("role", "status");

    const form = document.createElement("form");
    form.className = "catalogue-filters";
    form.setAttribute("aria-label", _("Filter the connectors"));
    form.append(labelled(_("Connector"), "words", words), labelled(_("Hub"), "hub", hub), labelled(_("Sign-in"), "kind", kind), count);

    const fields = { words, hub, kind };
    const apply = () => {
      const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      let all = 0;
      for (const { section, name, rows } of hubs) {
        let left = 0;
        for (const { row, kinds: own, text } of rows) {
          const fits =
            (!hub.value || hub.value === name) &&
            (!kind.value || own.includes(kind.value)) &&
            wanted.every((word) => text.includes(word));
          row.hidden = !fits;
          left += fits;
        }
        section.hidden = !left;
        shown += left;
        all += rows.length;
      }
      count.textContent = shown
        ? filled(_("%(shown)s of %(all)s connectors"), { shown, all })
        : _("No connector fits. Change or clear a filter.");
      // The address keeps the choice, so that it can be passed on.
      const query = new URLSearchParams();
      for (const [key, field] of Object.entries(fields)) {
        if (field.value) query.set(key, field.value);
      }
      history.replaceState(null, "", `${query.size ? `?${query}` : location.pathname}${location.hash}`);
    };

    for (const [key, value] of new URLSearchParams(location.search)) {
      if (Object.hasOwn(fields, key)) fields[key].value = value;
    }
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    // A link to a hub that is filtered away leads there all the same.
    addEventListener("hashchange", () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target?.closest("[hidden]")) {
        form.reset();
        apply();
        target.scrollIntoView();
      }
    });
    hubs[0].section.before(form);
    apply();
  }
}
