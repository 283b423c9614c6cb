"use strict";

// Sorts the table and searches it, with the cards. Without it the page is complete, and has no controls. It does without the two
// characters that XML reserves, so that the page is well-formed.
(() => {
  const form = document.getElementById("controls");
  if (!form) {
    return;
  }
  const body = document.querySelector("#table tbody");
  const headers = [...document.querySelectorAll("#table thead th")];
  const search = document.getElementById("search");
  const type = document.getElementById("type");
  const sensitivity = document.getElementById("sensitivity");
  const shown = document.getElementById("shown");
  const toggle = document.getElementById("toggle");
  const [TYPE, SENSITIVE] = [2, 3];

  const texts = (row) => [...row.cells].map((cell) => cell.textContent);
  const variables = [...body.rows].map((row) => {
    const link = row.querySelector("a");
    const card = document.getElementById(link.hash.slice(1));
    const name = link.querySelector("[title]")?.title ?? link.textContent;
    return {row, card, texts: texts(row), words: (name + " " + card.querySelector(".facts bdi").textContent).toLowerCase()};
  });

  function filter() {
    const words = search.value.toLowerCase().split(/\s+/);
    let count = 0;
    for (const variable of variables) {
      const fits = [
        words.every((word) => variable.words.includes(word)),
        [variable.texts[TYPE], ""].includes(type.value),
        [variable.texts[SENSITIVE], ""].includes(sensitivity.value),
      ].every(Boolean);
      variable.row.hidden = !fits;
      variable.card.hidden = !fits;
      count += fits ? 1 : 0;
    }
    shown.value = count + " of " + variables.length;
  }

  // What is no number comes first.
  const number = (text) => text.match(/\d/) ? Number(text.replace(/–.*|[^\d.]/g, "")) : -1;

  function sort(column) {
    const header = headers[column];
    const down = header.getAttribute("aria-sort") === "ascending";
    const compare = header.classList.contains("number")
      ? (a, b) => number(a.texts[column]) - number(b.texts[column])
      : (a, b) => a.texts[column].localeCompare(b.texts[column]);
    const order = [...variables].sort((a, b) => down ? compare(b, a) : compare(a, b));
    headers.forEach((each) => each.removeAttribute("aria-sort"));
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    body.append(...order.map((variable) => variable.row));
  }

  headers.forEach((header, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    button.addEventListener("click", () => sort(column));
    header.append(button);
  });

  toggle.addEventListener("click", () => {
    const open = toggle.textContent.startsWith("Open");
    variables.forEach((variable) => { variable.card.open = open; });
    toggle.textContent = open ? "Close all cards" : "Open all cards";
  });

  // A link to a card opens it.
  const openTarget = () => {
    const card = location.hash ? document.getElementById(location.hash.slice(1)) : null;
    if (card?.localName === "details") {
      card.open = true;
    }
  };
  window.addEventListener("hashchange", openTarget);
  openTarget();

  [search, type, sensitivity].forEach((control) => control.addEventListener("input", filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  filter();
})();
