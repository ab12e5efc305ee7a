// The page on which ballots are typed: shows live what is understood, saves without a new page, and keeps what is typed
// on this machine until the server has it. Without this script the same form works, one page a ballot.
"use strict";

(() => {
  const page = document.getElementById("entry");
  const form = document.getElementById("paper");
  if (!page || !form) return;

  const given = JSON.parse(page.dataset.entry);
  const { pad, words, verdicts } = given;
  const field = (id) => document.getElementById(id);
  const typed = field("typed");
  const number = field("ballot");
  const key = field("key");
  const before = field("before");
  const trouble = field("trouble");
  const echo = field("echo");
  const live = "live" in page.dataset; // only shows what is understood; the form is sent as a page
  const names = [...field("names").children];
  const DRAFT = `kiemphieu:${given.path}`;
  const SOON = 250; // milliseconds: an answer that comes sooner needs no words before it
  let last = given.last;
  let saving = false;
  let attempts = 0;
  let early = ""; // keys of the next paper, typed while this one is being saved

  document.querySelectorAll(".without-script").forEach((each) => { each.hidden = true; });

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  const nameAt = (place) => names[place].querySelector(".name").textContent;
  const stamped = (ballot) => String(ballot).padStart(4, "0");

  function newKey() {
    return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // What is kept on this machine: the line that is being typed, with the key it will be saved under.
  function keep() {
    if (live) return;
    try {
      if (typed.value || field("note").value) {
        const draft = { ballot: number.value, typed: typed.value, note: field("note").value, key: key.value, before: before.value };
        localStorage.setItem(DRAFT, JSON.stringify(draft));
      } else {
        localStorage.removeItem(DRAFT);
      }
    } catch (error) { /* a browser that keeps nothing still saves */ }
  }

  function forget() {
    try { localStorage.removeItem(DRAFT); } catch (error) { /* as above */ }
  }

  function kept() {
    try { return JSON.parse(localStorage.getItem(DRAFT) || "null"); } catch (error) { return null; }
  }

  // Show the marks of a line: beside every name, in numbers, as a verdict, and the names for the partner to hear.
  function show() {
    const reading = Keys.read(pad, typed.value, last);
    const empty = !typed.value.trim();
    const against = pad.form === "strike_out" ? "s" : "d";
    const favour = pad.form === "strike_out" ? "k" : "a";
    const changed = [];
    names.forEach((item, place) => {
      const mark = reading.marks[place];
      item.classList.remove("last");
      if (item.dataset.mark === mark) return;
      if (mark !== favour) changed.push(place);
      item.dataset.mark = mark;
      item.className = pad.looks[mark];
      item.firstElementChild.textContent = pad.signs[mark];
    });
    field("against").textContent = reading.marks.split(against).length - 1;
    field("favour").textContent = reading.marks.split(favour).length - 1;
    const verdict = field("verdict");
    if (empty) {
      [verdict.textContent] = verdicts.waiting;
      verdict.className = "verdict waiting";
      echo.textContent = "";
      echo.className = "echo";
    } else if (reading.problem) {
      const { name } = reading.problem;
      const half = name === "keys.half_a_code" || name === "keys.nothing";
      verdict.textContent = fill(given.problems[name], reading.problem.values);
      verdict.className = half ? "verdict waiting" : "verdict fault";
    } else {
      const name = Keys.verdict(pad, reading);
      const [text, look] = verdicts[name];
      verdict.textContent = reading.ground ? `${text}: ${given.grounds[reading.ground]}` : text;
      verdict.className = `verdict ${look}`;
    }
    if (changed.length) {
      changed.forEach((place) => names[place].classList.add("last"));
      echo.className = "echo";
      echo.textContent = (changed.length > 3 ? "… " : "") + changed.slice(-3).map((place) => `${pad.codes[place]} ${nameAt(place)}`).join(" · ");
    }
    return reading;
  }

  function say(text, look) {
    trouble.hidden = !text;
    trouble.className = `note ${look || "wait"}`;
    trouble.textContent = text;
  }

  async function save() {
    saving = true;
    typed.readOnly = true;
    const body = new URLSearchParams(new FormData(form));
    const ballot = number.value;
    const patience = setTimeout(() => { if (!attempts) say(fill(words.saving, { ballot }), "wait"); }, SOON);
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, signal: AbortSignal.timeout ? AbortSignal.timeout(8000) : undefined });
    } catch (error) {
      clearTimeout(patience);
      attempts += 1;
      early = "";
      say(fill(words.lost, { ballot }), "bad");
      setTimeout(save, Math.min(5000, 500 * attempts));
      return;
    }
    clearTimeout(patience);
    attempts = 0;
    saving = false;
    typed.readOnly = false;
    typed.focus();
    let values;
    try { values = await answer.json(); } catch (error) { values = { refused: [] }; }
    if (answer.ok) {
      saved(values);
    } else if (answer.status === 401) {
      say(`${words.leave} `, "bad");
      const link = document.createElement("a");
      link.href = "/join";
      link.textContent = words.join;
      trouble.append(link);
      early = "";
    } else {
      early = "";
      say((values.refused || []).map((each) => `${each.message} → ${each.remedy}`).join("\n"), "bad");
      typed.focus();
    }
  }

  function saved(values) {
    forget();
    last = { marks: values.marks, ground: values.ground, doubtful: values.doubtful };
    if (before.value || values.full) {
      location.href = given.path;
      return;
    }
    addRow(values);
    field("count").textContent = values.count;
    field("progress").value = values.count;
    typed.value = early;
    early = "";
    field("note").value = "";
    key.value = newKey();
    number.value = stamped(values.next);
    say("");
    keep();
    show();
    if (typed.value) return;
    echo.className = "echo good";
    echo.textContent = `${fill(words.saved, {
      ballot: stamped(values.ballot),
      against: field("against-words").textContent.toLowerCase(),
      count: values.against,
    })} ${namesOf(values.marks)}`;
    typed.focus();
  }

  // The names of a paper just saved, for the partner to hold against it; beyond a few, the first ones.
  function namesOf(marks) {
    const against = pad.form === "strike_out" ? "s" : "d";
    const said = [...marks].flatMap((mark, place) => (mark === against ? [`${pad.codes[place]} ${nameAt(place)}`] : []));
    return said.slice(0, 6).join(" · ") + (said.length > 6 ? " …" : "");
  }

  // The row of a paper just saved, made of elements and texts only: nothing that was typed becomes a page.
  function addRow(values) {
    const row = document.createElement("tr");
    const cell = (tag, text, look) => {
      const made = document.createElement(tag);
      made.textContent = text;
      if (look) made.className = look;
      row.append(made);
      return made;
    };
    cell("th", stamped(values.ballot)).scope = "row";
    cell("td", values.typed, "code");
    cell("td", values.against, "number");
    const word = document.createElement("span");
    word.className = `word ${{ valid: "good", doubt: "wait" }[values.look] || "bad"}`;
    word.textContent = values.verdict;
    cell("td", "").append(word);
    const link = document.createElement("a");
    link.href = `${given.path}?ballot=${values.ballot}`;
    link.textContent = words.correct;
    cell("td", "").append(link);
    field("rows").prepend(row);
  }

  form.addEventListener("submit", (event) => {
    if (saving) {
      event.preventDefault();
      return;
    }
    const reading = show();
    if (reading.problem) {
      say(fill(given.problems[reading.problem.name], reading.problem.values), "bad");
      event.preventDefault();
      typed.focus();
      return;
    }
    if (live) return;
    event.preventDefault();
    say("");
    keep();
    save();
  });
  typed.addEventListener("input", () => { say(""); keep(); show(); });
  if (number) number.addEventListener("input", keep);
  field("note").addEventListener("input", keep);

  // No key of a fast typist is lost: while a paper is being saved they wait for the next one, and keys that meet no
  // field go into the one that is for them. Where the network is lost, nothing is typed ahead.
  function typeAhead(event) {
    const plain = event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (saving && event.target === typed) {
      if (attempts) return;
      if (plain) early += event.key;
      if (event.key === "Backspace") early = early.slice(0, -1);
      if (plain || event.key === "Backspace") event.preventDefault();
    } else if (plain && event.target === document.body && event.key !== " ") {
      typed.focus();
    }
  }

  document.addEventListener("keydown", (event) => {
    typeAhead(event);
    if (event.key === "F2" && !live && field("rows").firstElementChild) {
      event.preventDefault();
      field("rows").firstElementChild.querySelector("a").click();
    }
  });

  const draft = live ? null : kept();
  if (draft && draft.typed && !typed.value && !before.value) {
    typed.value = draft.typed;
    field("note").value = draft.note || "";
    number.value = draft.ballot;
    key.value = draft.key;
    say(fill(words.draft, { ballot: draft.ballot }), "wait");
  }
  show();
  typed.focus();
})();
