"use strict";
(() => {
  const JA = {
    filter: "意見の絞り込み", search: "語句で探す（全文）", category: "項目", disposition: "対応", all: "すべて",
    reset: "条件を解除", shown: (n, all) => `${all}件中 ${n}件を表示`,
    view: "新旧対照表の表示", side: "新旧を並べる", inline: "1列にまとめる",
    sideSaid: "新旧を並べて表示しています", inlineSaid: "1列にまとめて表示しています（取消線は旧、下線は新）",
    both: "新旧（1列）", back: "もとの位置へ戻る（Esc）", old: "旧", new: "新",
  };
  const EN = {
    filter: "Filter the comments", search: "Search (full text)", category: "Category", disposition: "Disposition",
    all: "All", reset: "Clear", shown: (n, all) => `${n} of ${all} comments shown`,
    view: "View of the comparison", side: "Side by side", inline: "In one column",
    sideSaid: "Shown side by side", inlineSaid: "Shown in one column (struck out: old, underlined: new)",
    both: "Old and new", back: "Back to where you were (Esc)", old: "Old", new: "New",
  };
  const words = document.documentElement.lang === "en" ? EN : JA;
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ");
  const squeeze = (text) => fold(text).replace(/ /g, "");

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  // Every row of a table with the cells that stand in it, those merged from above too.
  function* rowsOf(table) {
    const above = [];
    for (const row of table.querySelectorAll(":scope > tbody > tr")) {
      const cells = [];
      const own = [...row.cells];
      for (let column = 0; own.length || above[column]?.left; ) {
        const reaching = above[column];
        if (reaching?.left) {
          reaching.left -= 1;
          if (cells[cells.length - 1] !== reaching.cell) cells.push(reaching.cell);
          column += 1;
          continue;
        }
        const cell = own.shift();
        cells.push(cell);
        const [wide, high] = [cell.colSpan, cell.rowSpan];
        for (let more = 0; more < wide; more += 1) above[column + more] = { cell, left: high - 1 };
        column += wide;
      }
      yield { row, cells };
    }
  }

  // ---- comments: filter and search

  const comments = [];
  const headings = [];
  const groups = [];
  const texts = new Map();

  function collect() {
    const path = [];
    for (const table of document.querySelectorAll("main table")) {
      if (!table.querySelector(":scope > tbody > tr[id^='comment-']")) continue;
      const section = table.closest("section[id^='category-']");
      let base = 0;
      if (section) {
        base = 1;
        path.length = 0;
        path.push(enter({ row: null, name: section.firstElementChild.textContent.trim(), level: 0, up: null }));
      }
      let group = null;
      let until = 0;
      let number = 0;
      for (const { row, cells } of rowsOf(table)) {
        number += 1;
        if (row.classList.contains("heading")) {
          const level = base + Number(row.style.getPropertyValue("--level") || 0);
          path.length = Math.min(path.length, level);
          path.push(enter({ row, name: row.textContent.trim(), level, up: path[path.length - 1] ?? null }));
          continue;
        }
        if (!row.id.startsWith("comment-")) continue;
        const comment = { row, cells, heading: path[path.length - 1] ?? null, shown: true };
        comments.push(comment);
        // Rows over which cells are merged belong together: a cell stands in the first of them that is shown.
        if (number > until) group = null;
        const reach = number - 1 + Math.max(...cells.filter((cell) => cell.parentNode === row).map((cell) => cell.rowSpan), 1);
        if (!group && reach > number) groups.push((group = []));
        until = Math.max(until, reach);
        if (group) group.push(comment);
      }
    }
  }

  function enter(heading) {
    headings.push(heading);
    return heading;
  }

  const given = (comment) => comment.cells.find((cell) => cell.id.startsWith("given-"));
  const kindOf = (comment) => given(comment)?.id.split(/~~(?!.*~~)/)[1] ?? "";

  function dispositions() {
    const found = new Map();
    for (const comment of comments) {
      const kind = kindOf(comment);
      if (!kind || found.has(kind)) continue;
      const cell = given(comment);
      const target = document.getElementById(cell.querySelector("a")?.getAttribute("href")?.slice(1) ?? "");
      found.set(kind, { name: (target ?? cell).textContent.trim(), target });
    }
    return [...found].sort(([, a], [, b]) =>
      a.target && b.target && a.target.compareDocumentPosition(b.target) & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1);
  }

  function text(cell) {
    if (!texts.has(cell)) texts.set(cell, squeeze(cell.textContent));
    return texts.get(cell);
  }

  function below(heading, top) {
    while (heading && heading !== top) heading = heading.up;
    return heading === top;
  }

  // A merged cell moves into the first row that is shown, and is as high as there are such rows.
  function merge(group) {
    const shown = group.filter((one) => one.shown);
    const left = new Map();
    for (const one of shown) for (const cell of one.cells) left.set(cell, (left.get(cell) ?? 0) + 1);
    const placed = new Set();
    for (const one of shown) {
      const own = one.cells.filter((cell) => !placed.has(cell));
      for (const cell of own) {
        placed.add(cell);
        if (cell.rowSpan !== left.get(cell)) cell.rowSpan = left.get(cell);
      }
      if (own.length !== one.row.cells.length || own.some((cell, at) => one.row.cells[at] !== cell)) one.row.append(...own);
      one.row.classList.toggle("reached", own.length < one.cells.length);
    }
  }

  function buildFilter() {
    const first = comments[0].row.closest("section[id^='category-']") ?? comments[0].row.closest(".scroll");
    const search = make("input", { type: "search", id: "page:search", autocomplete: "off" });
    const category = make("select", { id: "page:category" }, make("option", { value: "" }, words.all));
    headings.forEach((one, at) =>
      category.append(make("option", { value: String(at) }, "\u3000".repeat(one.level) + one.name)));
    const disposition = make("select", { id: "page:disposition" }, make("option", { value: "" }, words.all));
    for (const [kind, one] of dispositions()) disposition.append(make("option", { value: kind }, one.name));
    const reset = make("button", { type: "button" }, words.reset);
    const status = make("p", { role: "status", "aria-live": "polite", id: "page:shown" });
    const label = (name, control) => make("label", { for: control.id }, name, control);
    const form = make("form", { class: "controls", role: "search", "aria-label": words.filter },
      label(words.search, search),
      ...(headings.length ? [label(words.category, category)] : []),
      ...(disposition.options.length > 2 ? [label(words.disposition, disposition)] : []),
      reset, status);

    function apply() {
      const terms = fold(search.value).split(" ").filter(Boolean);
      const top = category.value ? headings[Number(category.value)] : null;
      const kind = disposition.value;
      const found = terms.map(() => new Map());
      const holds = (cell, at) => {
        if (!found[at].has(cell)) found[at].set(cell, text(cell).includes(terms[at]));
        return found[at].get(cell);
      };
      const alive = new Set();
      const changed = new Set();
      let count = 0;
      for (const one of comments) {
        const shown = (!top || below(one.heading, top)) && (!kind || kindOf(one) === kind)
          && terms.every((_, at) => one.cells.some((cell) => holds(cell, at)));
        if (shown) {
          count += 1;
          for (let up = one.heading; up && !alive.has(up); up = up.up) alive.add(up);
        }
        if (shown !== one.shown) {
          one.shown = shown;
          one.row.hidden = !shown;
          changed.add(one);
        }
      }
      for (const group of groups) if (group.some((one) => changed.has(one))) merge(group);
      for (const heading of headings) if (heading.row) heading.row.hidden = !alive.has(heading);
      for (const body of document.querySelectorAll(".long > tbody")) {
        body.hidden = [...body.rows].every((row) => row.hidden);
      }
      status.textContent = words.shown(count, comments.length);
    }

    function clear() {
      search.value = category.value = disposition.value = "";
      apply();
    }

    let waiting = 0;
    search.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(apply, 200);
    });
    search.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      clear();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(waiting);
      apply();
      const one = comments.find((comment) => comment.shown);
      if (one) show(one.row);
    });
    category.addEventListener("change", apply);
    disposition.addEventListener("change", apply);
    reset.addEventListener("click", () => {
      clear();
      search.focus();
    });
    first.before(form);
    status.textContent = words.shown(comments.length, comments.length);
    return clear;
  }

  // ---- the comparison table: old and new side by side, or in one column

  // What a side says: its characters, each run with the element that marks it, and its text without what is marked.
  function runs(cell) {
    const found = [];
    const walk = (node, mark) => {
      for (const child of node.childNodes) {
        if (child.nodeType === Node.TEXT_NODE) {
          const after = child.previousSibling?.nodeName === "BR";
          found.push({ mark, text: after ? child.data.replace(/^\n/, "") : child.data });
        } else if (child.nodeName === "BR") found.push({ mark, text: "\n" });
        else walk(child, /^(INS|DEL)$/.test(child.nodeName) ? child : mark);
      }
    };
    walk(cell, null);
    return found;
  }

  function put(place, content) {
    content.split("\n").forEach((line, at) => {
      if (at) place.append(make("br"));
      place.append(line);
    });
  }

  function write(place, run) {
    if (!run.mark) return put(place, run.text);
    const element = make(run.mark.nodeName.toLowerCase(), run.mark.className ? { class: run.mark.className } : {});
    put(element, run.text);
    place.append(element);
  }

  // Both sides in one, where what is not marked is the same on both; else the one below the other.
  function join(old, fresh, both) {
    const [before, after] = [runs(old), runs(fresh)];
    const same = (side) => side.filter((run) => !run.mark).map((run) => run.text).join("");
    const whole = same(before);
    const muted = old.querySelector(".muted, a") || fresh.querySelector(".muted, a");
    if (whole !== same(after) || muted || !whole) {
      [[old, words.old], [fresh, words.new]].forEach(([cell, name]) => {
        const part = make("div", {}, make("span", { class: "sides-named" }, name));
        for (const run of runs(cell)) write(part, run);
        both.append(part);
      });
      return;
    }
    const marks = (side) => {
      let at = 0;
      return side.flatMap((run) => {
        if (run.mark) return [{ at, run }];
        at += run.text.length;
        return [];
      });
    };
    const placed = [...marks(before), ...marks(after)];
    placed.sort((a, b) => a.at - b.at);
    let at = 0;
    for (const one of placed) {
      put(both, whole.slice(at, one.at));
      at = one.at;
      write(both, one.run);
    }
    put(both, whole.slice(at));
  }

  function buildView(table) {
    const sides = [...table.querySelectorAll(":scope > tbody > tr")].flatMap((row) => {
      const old = [...row.cells].find((cell) => cell.id.startsWith("old-"));
      const fresh = [...row.cells].find((cell) => cell.id.startsWith("new-"));
      return old && fresh && Math.abs(old.cellIndex - fresh.cellIndex) === 1 ? [{ row, old, fresh }] : [];
    });
    const head = table.tHead.rows[0];
    const at = sides.length ? Math.min(sides[0].old.cellIndex, sides[0].fresh.cellIndex) : -1;
    if (!sides.length || sides.length !== table.querySelectorAll(":scope > tbody > tr").length) return;
    const titles = [head.cells[at], head.cells[at + 1]];
    const title = make("th", { scope: "col", role: "columnheader", colspan: "2", hidden: "" }, words.both);
    titles[0].before(title);
    const status = make("p", { role: "status", "aria-live": "polite" });
    const choices = ["side", "inline"].map((name) =>
      make("label", {}, make("input", { type: "radio", name: "page:view", value: name }), words[name]));
    const inputs = choices.map((one) => one.firstChild);
    inputs[0].checked = true;

    function apply() {
      const inline = inputs[1].checked;
      for (const side of sides) {
        if (inline && !side.both) {
          side.both = make("td", { role: "cell", colspan: "2", "data-label": words.both });
          join(side.old, side.fresh, side.both);
          const [first] = [side.old, side.fresh].sort((a, b) => a.cellIndex - b.cellIndex);
          first.before(side.both);
        }
        side.old.hidden = side.fresh.hidden = inline;
        if (side.both) side.both.hidden = !inline;
      }
      titles.forEach((one) => { one.hidden = inline; });
      title.hidden = !inline;
      table.classList.toggle("inline", inline);
      status.textContent = inline ? words.inlineSaid : words.sideSaid;
    }

    inputs.forEach((one) => one.addEventListener("change", apply));
    const form = make("form", { class: "controls", "aria-label": words.view },
      make("fieldset", {}, make("legend", {}, words.view), ...choices), status);
    form.addEventListener("submit", (event) => event.preventDefault());
    table.closest(".scroll").before(form);
  }

  // ---- links: what is hidden is shown again, and there is a way back

  // The row in which the cells begin that are merged over this one: what it shares with others stands there.
  function firstOf(row) {
    let first = row;
    for (let one = row; one?.classList.contains("reached"); ) {
      do one = one.previousElementSibling; while (one?.hidden);
      first = one ?? first;
    }
    return first;
  }

  function show(row) {
    row.tabIndex = -1;
    const first = firstOf(row);
    const isNear = row.getBoundingClientRect().top - first.getBoundingClientRect().top < innerHeight / 3;
    (isNear ? first : row).scrollIntoView({ block: "start" });
    row.focus({ preventScroll: true });
  }

  function buildLinks(clear) {
    const ways = [];
    const back = make("button", { type: "button", class: "back", hidden: "" }, words.back);
    const targetOf = (link) => document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)));

    function goBack() {
      const link = ways.pop();
      back.hidden = !ways.length;
      if (link.closest("[hidden]")) clear?.();
      link.scrollIntoView({ block: "center" });
      link.focus({ preventScroll: true });
    }

    document.addEventListener("click", (event) => {
      const link = event.target.closest?.("main a[href^='#']");
      const target = link && targetOf(link);
      if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (target.closest("tr[hidden], tbody[hidden]")) clear?.();
      ways.push(link);
      back.hidden = false;
      // The browser goes to the target by itself; the keyboard goes along.
      setTimeout(() => show(target.closest("tr") ?? target), 0);
    });
    back.addEventListener("click", goBack);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented && ways.length) goBack();
    });
    document.querySelector("main").append(back);
  }

  collect();
  const clear = comments.length > 1 ? buildFilter() : null;
  for (const table of document.querySelectorAll("main table")) {
    if (table.querySelector(":scope > tbody > tr > td[id^='old-']")) buildView(table);
  }
  buildLinks(clear);
})();
