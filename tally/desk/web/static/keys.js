// What is typed for one paper and the marks it means, while it is typed: the same as tally/desk/keys.py, held to the
// same table of cases. The server reads the keys again and decides; nothing is saved by what stands here.
"use strict";

const Keys = (() => {
  const AGAINST = { strike_out: "s", agree_disagree: "d" };
  const FOR = { strike_out: "k", agree_disagree: "a" };
  const BLANK = /[\s\u001c-\u001f\u0085]+/g; // what Python's split takes for a blank

  class Problem extends Error {
    constructor(name, values) {
      super(name);
      this.problem = { name, values: values || {} };
    }
  }

  function width(pad) {
    return String(pad.names).length;
  }

  function oneName(pad, codes, at) {
    const code = codes.slice(at, at + width(pad));
    if (!/^[0-9]*$/.test(code)) throw new Problem("keys.unreadable", { text: codes.slice(at) });
    if (code.length < width(pad)) throw new Problem("keys.half_a_code", { code });
    const name = Number(code);
    if (name < 1 || name > pad.names) throw new Problem("keys.unknown", { code });
    return name;
  }

  function* names(pad, codes) {
    if (codes === "*") {
      for (let name = 1; name <= pad.names; name += 1) yield [name, false];
      return;
    }
    let at = 0;
    while (at < codes.length) {
      const name = oneName(pad, codes, at);
      at += width(pad);
      if (codes[at] === "?") {
        at += 1;
        yield [name, true];
      } else if (codes[at] === "-") {
        const last = oneName(pad, codes, at + 1);
        at += 1 + width(pad);
        if (last <= name) throw new Problem("keys.reversed", { first: name, last });
        for (let each = name; each <= last; each += 1) yield [each, false];
      } else {
        yield [name, false];
      }
    }
  }

  function lay(pad, codes, mark, marks, taken) {
    if (!codes) throw new Problem("keys.nothing");
    if (codes === "-") {
      if (mark === "s" || mark === "d") return;
      throw new Problem("keys.unreadable", { text: codes });
    }
    for (const [name, unclear] of names(pad, codes)) {
      if (taken.has(name)) throw new Problem("keys.repeated", { name });
      taken.add(name);
      marks[name - 1] = unclear ? "u" : mark;
    }
  }

  function marksOf(pad, text, marks) {
    if (!text) throw new Problem("keys.nothing");
    if (text === "?") {
      marks.fill("u");
      return;
    }
    const [first, ...rest] = text.split(/([/x])/);
    if (rest.length && pad.form === "strike_out") throw new Problem("keys.other_form", { letter: rest[0] });
    const taken = new Set();
    lay(pad, first, AGAINST[pad.form], marks, taken);
    for (let at = 0; at < rest.length; at += 2) lay(pad, rest[at + 1], rest[at] === "/" ? "n" : "b", marks, taken);
  }

  // What a line means: marks (one letter a name), ground, doubtful, and the problem that stops it, null if none. With a
  // problem the marks are those understood before it, so that the list of names follows every key.
  function read(pad, typed, before) {
    let text = typed.replace(BLANK, "").toLowerCase();
    const marks = Array(pad.names).fill(FOR[pad.form]);
    let ground = "";
    let doubtful = false;
    try {
      const tail = /!([0-9])$/.exec(text);
      if (tail) {
        const digit = Number(tail[1]);
        if (digit > pad.grounds.length) throw new Problem("keys.no_ground", { digit });
        if (digit === 0) doubtful = true;
        else ground = pad.grounds[digit - 1];
        text = text.slice(0, tail.index);
      }
      if (text === "=") {
        if (!before) throw new Problem("keys.nothing_before");
        return {
          marks: before.marks,
          ground: ground || before.ground,
          doubtful: doubtful || before.doubtful,
          problem: null,
        };
      }
      marksOf(pad, text, marks);
      return { marks: marks.join(""), ground, doubtful, problem: null };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { marks: marks.join(""), ground, doubtful, problem: error.problem };
    }
  }

  // Whether the paper would count, by its marks alone: as tally/validity.py, for people to see while they type.
  function verdict(pad, reading) {
    const count = (letter) => reading.marks.split(letter).length - 1;
    if (reading.ground) return "ground";
    if (reading.doubtful || count("u")) return "doubt";
    if (pad.form === "strike_out") {
      const kept = count("k");
      if (kept > pad.seats) return "overvote";
      return kept ? "valid" : "votes_for_nobody";
    }
    if (pad.names === 1 && count("b")) return "double_mark";
    if (pad.names === 1 && count("n")) return "unmarked";
    return pad.names > 1 && !count("a") ? "nobody_agreed" : "valid";
  }

  return { read, verdict };
})();

if (typeof module !== "undefined") module.exports = Keys;
