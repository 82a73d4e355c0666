// How the search ranks what it finds; Sphinx's own numbers, but for what is asked for by its whole name. A name that
// most pages have is ranked low by itself, and yet its row is what its name is looked for.
var Scorer = {
  score: ([, title, , description, score]) => {
    const asked = new URLSearchParams(location.search).get("q") ?? "";
    const [name] = title.split(" (", 1); // a field's label stands in brackets behind its name
    return description && name.toLowerCase() === asked.trim().toLowerCase() ? score + 100 : score;
  },
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
