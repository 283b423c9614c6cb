"use strict";

// Sections that have all words of the question, best first: in a heading, in the title of the page, in the text. The index is
// loaded as a script when it is needed first, because a page that was opened from a folder may fetch nothing.
(() => {
  const MOST = 12;
  const root = document.body.dataset.root;
  const form = document.querySelector("form");
  const input = document.getElementById("search");
  const found = document.getElementById("found");
  let index;

  function load(then) {
    if (index) {
      then();
    } else if (index === undefined) {
      index = null;
      const script = document.createElement("script");
      script.src = root + "search-index.js";
      script.onload = () => {
        index = searchIndex.map(([address, page, heading, text]) => ({
          address, page, heading, text,
          low: [heading.toLowerCase(), page.toLowerCase(), text.toLowerCase()],
        }));
        search();
      };
      document.head.append(script);
    }
  }

  function score(section, words) {
    let sum = 0;
    for (const word of words) {
      const [heading, page, text] = section.low;
      const points = (heading.includes(word) ? 20 : 0) + (page.includes(word) ? 8 : 0) + (text.includes(word) ? 1 : 0);
      if (points === 0) {
        return 0;
      }
      sum += points + (heading.startsWith(word) ? 5 : 0);
    }
    return sum;
  }

  function marked(text, words) {
    const at = Math.max(0, ...words.map((word) => text.toLowerCase().indexOf(word)));
    const from = Math.max(0, at - 50);
    const piece = (from > 0 ? "…" : "") + text.slice(from, from + 150) + (from + 150 < text.length ? "…" : "");
    const nodes = document.createElement("small");
    const pattern = new RegExp("(" + words.map((word) => word.replace(/[^\p{L}\p{N}]/gu, "\\$&")).join("|") + ")", "gi");
    piece.split(pattern).forEach((part, i) => {
      if (i % 2 === 1) {
        const mark = document.createElement("mark");
        mark.textContent = part;
        nodes.append(mark);
      } else {
        nodes.append(part);
      }
    });
    return nodes;
  }

  function item(section, words) {
    const link = document.createElement("a");
    link.href = root + section.address;
    link.append(section.page === section.heading ? section.page : section.page + " › " + section.heading);
    link.append(marked(section.text, words));
    const entry = document.createElement("li");
    entry.append(link);
    return entry;
  }

  function search() {
    const words = input.value.toLowerCase().split(/\s+/).filter((word) => word);
    found.replaceChildren();
    found.hidden = words.length === 0;
    if (words.length === 0 || !index) {
      return;
    }
    const best = index.map((section) => [score(section, words), section]).filter(([points]) => points > 0)
      .sort((one, other) => other[0] - one[0]).slice(0, MOST);
    found.append(...best.map(([, section]) => item(section, words)));
    if (best.length === 0) {
      const none = document.createElement("p");
      none.textContent = "Nothing found.";
      const entry = document.createElement("li");
      entry.append(none);
      found.append(entry);
    }
  }

  function close() {
    found.hidden = true;
  }

  function move(step) {
    const stops = [input, ...found.querySelectorAll("a")];
    const next = stops.indexOf(document.activeElement) + step;
    stops[Math.max(0, Math.min(stops.length - 1, next))].focus();
  }

  input.addEventListener("focus", () => load(search));
  input.addEventListener("input", () => load(search));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    found.querySelector("a")?.click();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      close();
      input.blur();
    }
  });
  found.addEventListener("click", close);
  document.addEventListener("click", (event) => {
    if (!form.contains(event.target)) {
      close();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      input.focus();
    }
  });

  form.hidden = false;
  // Small screens begin with the text.
  if (matchMedia("(max-width: 61.99rem)").matches) {
    document.querySelector(".menu").open = false;
  }
})();
