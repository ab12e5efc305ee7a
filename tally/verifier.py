"""verify.py: counts a sealed record (hồ sơ kiểm phiếu) again with nothing but Python 3.8 or later, on any system.

    python3 verify.py record-2020-07-15-1a2b3c4d.zip --code "the code printed in the signed minutes"

Bring your own copy: a forged record may carry a forged one. Without --code it only says that a record agrees with
itself. Exit codes: 0 everything holds; 1 something differs, a line each; 2 nothing that this file can judge.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import stat
import sys
import zipfile
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

FORMAT = "kiemphieu-record/1"
FIXED = {"log.jsonl", "SHA256SUMS", "SEAL.json", "signatures.json"}  # every other file is named in the log
MOST_BYTES, MOST_FILES, CODE_DIGITS = 1 << 28, 2000, 32
LETTERS = {"kept": "k", "struck": "s", "agree": "a", "disagree": "d", "both": "b", "neither": "n"}
OPINIONS = {"opinion", "introduction"}  # votes by which nobody is elected
DECISIONS = {"tied", "short", "over_issued", "turnout"}  # about the outcome; others are about who may stand
TERMS = {"base", "needed", "older", "turnout", "extra_election", "annuls", "for_alternates", "ends"}  # of the law


def read(path: str) -> dict[str, bytes]:
    """Every file of the record by name; refuses what an honest record never holds."""
    files: dict[str, bytes] = {}
    with zipfile.ZipFile(path) as archive:
        if len(infos := archive.infolist()) > MOST_FILES or sum(info.file_size for info in infos) > MOST_BYTES:
            raise ValueError("chứa quá nhiều / it holds too much")
        for info in infos:
            name, kind = info.filename, stat.S_IFMT(info.external_attr >> 16)
            if set(name.split("/")) & {"", ".", ".."} or "\\" in name or ":" in name:
                raise ValueError(f"{name!r}: tên dẫn ra ngoài / a name that leads outside")
            if kind not in {0, stat.S_IFREG} or info.flag_bits & 1 or info.compress_type != zipfile.ZIP_STORED:
                raise ValueError(f"{name!r}: liên kết, bị nén hoặc bị khóa / a link, compressed or locked")
            if name.lower() in {other.lower() for other in files}:
                raise ValueError(f"{name!r}: hai tệp trùng tên / two files of one name")
            files[name] = archive.read(info)
    return files


def sha256(content: bytes) -> str:
    """Sixty-four digits."""
    return hashlib.sha256(content).hexdigest()


def compact(value: Any) -> bytes:
    """One line of JSON in the only form that the log and the digests of provisions use."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def check_digests(files: dict[str, bytes], seal: Any) -> Iterator[str]:
    """SHA256SUMS, the chain of the log and its two heads, and the digests that the log names."""
    lines = files["log.jsonl"].splitlines(keepends=True)
    log = [json.loads(line) for line in lines]
    sums = dict(line.split("  ", 1)[::-1] for line in files["SHA256SUMS"].decode().splitlines())
    # Backwards, so that the first entry that names a file holds: a later one cannot take its place.
    named = {e["Details"]["file"]: e["Details"]["sha256"] for e in reversed(log) if "file" in e["Details"]}
    for where, told, own in (("SHA256SUMS", sums, {"SHA256SUMS", "signatures.json"}), ("log.jsonl", named, FIXED)):
        for name in sorted({*told, *files} - own):
            if name not in files or told.get(name) != sha256(files[name]):
                yield f"{name!r}: không khớp {where} / not as in {where}"
    before = "0" * 64
    for number, (entry, line) in enumerate(zip(log, lines), start=1):
        if (entry["Sequence"], entry["Previous"], compact(entry)) != (number, before, line):
            yield f"log.jsonl, dòng {number}: chuỗi nhật ký bị đứt / line {number}: the chain is broken"
        before = sha256(line)
    heads = [sha256(line) for entry, line in zip(log, lines) if entry["Type"] == "result_made"] + [before]
    if heads != [seal["count_head"], seal["seal_head"]] or log[-1]["Type"] != "record_sealed":
        yield "log.jsonl: không khớp SEAL.json / not as in SEAL.json"


def codes(files: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Every code that the record proves, and the contest it is for or "" for all of it: first its own two heads."""
    seal, result = (json.loads(files[name]) for name in ("SEAL.json", "result.json"))
    yield from ((seal[head], "") for head in ("count_head", "seal_head"))
    log = [json.loads(line) for line in files["log.jsonl"].splitlines()]
    ruled = [e["Details"] for e in log if e["Type"] in {"ballot_ruled", "decision_recorded"}]
    papers = json.loads(files.get("papers/papers.json", b'{"contests": {}}'))["contests"]
    # Minutes of an earlier count: the line their code is the digest of says of the contest what is said of it now.
    for entry in (each for each in result["contests"] if each["id"] in papers):
        line, now = papers[entry["id"]][-1]["line"], [entry, *(r for r in ruled if r["contest"] == entry["id"])]
        if json.loads(line)["Details"]["contests"].get(entry["id"]) == sha256(compact(now)):
            yield sha256(line.encode()), entry["id"]


def read_ballots(content: bytes, names: int, form: str) -> Iterator[tuple[str, str]]:
    """The marks of each ballot with the committee's rulings laid over, and the ground it ruled on or ""."""
    last = 0
    for line in content.decode().split("\n")[:-1]:
        number, marks, ruled = line.split(",")
        if len(marks) != names or set(marks) - set("ksu" if form == "strike_out" else "adbnu") or int(number) <= last:
            raise ValueError(f"phiếu {number} không đúng dạng / ballot {number} is not in its form")
        rulings = [ruling.split("=") for ruling in ruled.split()]
        for name, mark in (ruling for ruling in rulings if len(ruling) > 1):
            marks = marks[: int(name) - 1] + LETTERS[mark] + marks[int(name) :]
        yield marks, "".join(ruling[0] for ruling in rulings if len(ruling) == 1)
        last = int(number)


def verdict(marks: str, ground: str, contest: Any, all_disagree: str | None) -> str:
    """Why a ballot does not count, "" if it does: what the committee ruled, then what the marks say."""
    if ground:
        return ground
    if "u" in marks:
        raise ValueError(f"dấu không rõ chưa kết luận / a mark nobody ruled on: {marks}")
    if contest["form"] == "strike_out":  # as many as the seats, or fewer, is valid
        kept = marks.count("k")
        return "overvote" if kept > contest["seats"] else "" if kept else "votes_for_nobody"
    if len(marks) == 1:  # one name: exactly one of the two boxes
        return {"b": "double_mark", "n": "unmarked"}.get(marks, "")
    return "" if "a" in marks else {"valid": "", "invalid": "votes_for_nobody"}[all_disagree or "all_disagree is open"]


def holds(limit: Any, share: Fraction) -> bool:
    """Whether a share is within the words of a provision."""
    words = {"more_than": share.__gt__, "at_least": share.__ge__, "less_than": share.__lt__}
    return all(words[word](Fraction(bound)) for word, bound in limit.items())


def standings(votes: list[int], births: list[str], contest: Any, needed: int | None, law: Any) -> list[str]:
    """How everyone stands: seated if all with as many votes or more have room, tied at the cut if only some have."""
    if contest["vote"] in OPINIONS:
        return ["supported" if mine >= (needed or 0) else "not_supported" for mine in votes]
    seats, everyone, found = contest["seats"], contest["seats"] + contest["alternates"], []
    passed = [mine for mine in votes if needed is None or mine >= needed]
    tied_at_cut = any(sum(v > p for v in passed) < seats < sum(v >= p for v in passed) for p in passed)
    for mine in votes:
        more, as_many = sum(v > mine for v in passed), sum(v >= mine for v in passed)
        if needed is not None and mine < needed:
            found.append("no_majority")
        elif more < seats:
            found.append("elected" if as_many <= seats else "tied_at_cut")
        elif more < everyone and needed is not None and not tied_at_cut:
            found.append("alternate" if as_many <= everyone else "tied_at_alternate_cut")
        else:
            found.append("not_elected" if needed is None else "majority_no_seat")
    tied, places = [n for n, each in enumerate(found) if each == "tied_at_cut"], seats - found.count("elected")
    first = [born + "-01-01"[len(born) - 4 :] if born else "" for born in births]
    last = [born + "-12-31"[len(born) - 4 :] if born else "~" for born in births]
    for one in tied if law["older"] else ():  # older: the last day one birth can be is before the first of the other
        others = [other for other in tied if other != one]
        if sum(last[one] >= first[other] for other in others) < places:
            found[one] = "elected"
        elif sum(last[other] < first[one] for other in others) >= places:
            found[one] = "majority_no_seat"
    return found


def outcome(votes: list[int], standing: list[str], contest: Any, needed: int | None, law: Any) -> dict[str, Any]:
    """State, the elected by votes, the tied, the seats still open, and the vote that the law names next."""
    by_votes = sorted(range(1, len(votes) + 1), key=lambda number: (-votes[number - 1], number))
    elected = [number for number in by_votes if standing[number - 1] == "elected"]
    reserve = elected if law["for_alternates"] else [n for n in by_votes if standing[n - 1] == "alternate"]
    tied = sorted(number for number in by_votes if standing[number - 1].startswith("tied"))
    places = 0 if contest["vote"] in OPINIONS else contest["seats"] - len(elected)
    rest, seats = tied or sorted(set(by_votes) - set(elected)), places or contest["alternates"] - len(reserve)
    bar = None if tied or law["base"] == "valid" else needed  # of valid ballots the next base is not known yet
    ahead = {"vote": "revote" if tied else "further", "seats": seats, "list": rest, "needed": bar}
    again = holds(law["extra_election"], Fraction(len(elected), contest["seats"])) and not law["ends"]
    more = not law["older"] if tied else bool(places and rest and needed is not None and again)
    state = "tied" if tied else "short" if places else "counted" if contest["vote"] in OPINIONS else "filled"
    found = {"state": state, "elected": elected, "tied": tied, "seats_open": places, "next": ahead if more else None}
    if contest["vote"] in OPINIONS:
        found["supported"] = [number for number in by_votes if standing[number - 1] == "supported"]
    if law["for_alternates"]:  # the seats were full: this vote is about who is an alternate
        found.update(elected=[], seats_open=0)
    return dict(found, alternates=reserve) if contest["alternates"] or law["for_alternates"] else found


def derive(contest: Any, congress: Any, rules: Any, files: dict[str, bytes]) -> dict[str, Any]:
    """One contest of result.json, made anew."""
    slate, pile = (files[f"contests/{contest['id']}/{name}.csv"] for name in ("slate", "ballots"))
    people = list(csv.reader(io.StringIO(slate.decode(), newline="")))
    ballots = list(read_ballots(pile, len(people), contest["form"]))
    given, papers, choices, law = contest["attendance"], contest["ballots"], congress["choices"], rules["terms"]
    if set(law) != TERMS:
        raise ValueError(f"quy tắc lạ / unknown rules: {law}")
    over_issued = max(papers["returned"], len(ballots)) > papers["issued"]
    void = over_issued or len(ballots) > papers["returned"]
    all_disagree = choices.get("all_disagree", "valid" if contest["vote"] in OPINIONS else None)
    whys = [] if void else [verdict(*ballot, contest, all_disagree) for ballot in ballots]
    valid = [marks for (marks, _), why in zip(ballots, whys) if not why]
    reasons = {why: whys.count(why) for why in set(whys) - {""}}
    bases = dict(given, **papers, summoned_less_excluded=given["summoned"] - sum(given["excluded"].values()))
    base = dict(bases, valid=None if void else len(valid))[law["base"]]
    needed = None
    if law["needed"] is not None and base is not None:  # more than half of 249 is 125, more than half of 250 is 126
        half = Fraction(law["needed"].get("more_than") or law["needed"]["at_least"]) * base
        needed = int(half) + 1 if "more_than" in law["needed"] else -int(-half // 1)
    votes = [sum(marks[place] in "ka" for marks in valid) for place in range(len(people))]
    standing = standings(votes, [born for _, _, born in people], contest, needed, law)
    found = outcome(votes, standing, contest, needed, law)
    if law["for_alternates"]:
        standing = [{"elected": "alternate", "tied_at_cut": "tied_at_alternate_cut"}.get(s, s) for s in standing]
    decided = [d for d in congress["decisions"] if d["contest"] == contest["id"] and d["about"] in DECISIONS]
    again = {"vote": "again", "seats": contest["seats"], "list": list(range(1, len(people) + 1)), "needed": needed}
    if void or not holds(law["turnout"], Fraction(given["present"], given["summoned"])):
        standing = ["not_elected"] * len(people)  # more papers than there may be, or too few voters
        state, still = "void" if void else "not_recognised", again if over_issued and law["annuls"] else None
        found = {"state": state, "elected": [], "tied": [], "seats_open": contest["seats"], "next": still}
    candidates, half = [], Fraction(1, 2) if choices["percent_rounding"] == "half_up" else 0
    for place, (number, name, _) in enumerate(people):
        mine, column = votes[place], [marks[place] for marks in valid]
        hundredths = int(Fraction(mine * 10000, base or 1) + half)
        entry = {"votes": mine, "percent": f"{hundredths // 100}.{hundredths % 100:02d}", "standing": standing[place]}
        entry["rank"] = 1 + sum(other > mine for other in votes)
        if contest["form"] == "agree_disagree":
            entry.update(disagree=column.count("d"), not_counted=column.count("b") + column.count("n"))
        before = {"number_before": contest["numbers_before"][place]} if contest["after"] else {}
        candidates.append(dict(dict.fromkeys(entry) if void else entry, number=int(number), name=name, **before))
    account = dict(given, base=base, counted=len(ballots), invalid_reasons=reasons)
    account.update({key: papers[key] for key in ("issued", "returned", "spoilt", "not_returned") if key in papers})
    account.update(valid=None if void else len(valid), invalid=None if void else sum(reasons.values()))
    made = {key: contest[key] for key in ("id", "after", "vote", "round", "office", "form", "seats")}
    cited = [{"step": step["step"], "citation": step["citation"]} for step in rules["steps"]]
    provisions = b"".join(compact(step["provision"]) for step in rules["steps"])
    digests = {"slate": slate, "ballots": pile, "rules": provisions}
    made["digests"] = {key: f"sha256:{sha256(content)}" for key, content in digests.items()}
    if decided:
        found["next"] = again if decided[0]["decision"] in {"annulled", "vote_again"} else None
        made["decision"] = {key: decided[0][key] for key in ("about", "decision")}
    made.update(account=account, needed=needed, candidates=candidates, outcome=found, ballot_numbers=papers["numbers"])
    return dict(made, provisions=[each for n, each in enumerate(cited) if each not in cited[:n]])


def differences(where: str, made: Any, said: Any) -> Iterator[str]:
    """Every place where the record does not say what was made anew; what this file does not make it does not judge."""
    if isinstance(made, dict) and isinstance(said, dict):
        for key in sorted(made):
            yield from differences(f"{where}.{key}", made[key], said.get(key))
    elif isinstance(made, list) and isinstance(said, list) and len(made) == len(said):
        for number, pair in enumerate(zip(made, said), start=1):
            yield from differences(f"{where}[{number}]", *pair)
    elif made != said:
        yield f"{where}: {said!r}, đếm lại là / counted again {made!r}"


def verify(files: dict[str, bytes], code: str = "") -> Iterator[str]:
    """Everything that differs, in the order of this file."""
    seal, congress, rules, result = (json.loads(files[f"{n}.json"]) for n in ("SEAL", "congress", "rules", "result"))
    if seal["format"] != FORMAT:
        raise ValueError(f"{seal['format']}: cần bản verify.py mới hơn / a newer verify.py is needed")
    yield from check_digests(files, seal)
    if code and not any(known.startswith(code.ljust(CODE_DIGITS, "?")) for known, _ in codes(files)):
        yield f"mã trên giấy không phải mã của hồ sơ này / the code on paper is not this record's: {code}"
    law, made = {each["id"]: each for each in rules["contests"]}, []
    for contest in (each for each in congress["contests"] if "ballots" in each):
        made.append(derive(contest, congress, law[contest["id"]], files))
        given, papers, counted = contest["attendance"], contest["ballots"], made[-1]["account"]["counted"]
        if not given["summoned"] >= given["present"] >= papers["issued"] or counted < papers["returned"]:
            yield f"{contest['id']!r}: số người, số phiếu không khớp nhau / people and papers do not add up"
    head = {"format": "kiemphieu-result/1", "rules": rules["pack"], "choices": congress["choices"], "contests": made}
    head["congress"] = {key: congress[key] for key in ("name", "body", "level", "kind", "opens")}
    yield from differences("result.json", head, result)


def main(arguments: list[str] | None = None) -> int:
    """Say what differs, or else who is elected; and the code to hold against the paper."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a Windows console may start in a code page without Vietnamese
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    parser = argparse.ArgumentParser(description="Kiểm lại một hồ sơ kiểm phiếu / counts a sealed record again")
    parser.add_argument("record", help="record-….zip")
    parser.add_argument("--code", default="", help="mã trong biên bản đã ký / the code in the signed minutes")
    given = parser.parse_args(arguments)
    code, wrong = "".join(filter(str.isalnum, given.code.lower())), 0
    try:
        files = read(given.record)
        for line in verify(files, code):
            print(line)
            wrong += 1
        for contest in () if wrong else json.loads(files["result.json"])["contests"]:
            elected = [contest["candidates"][number - 1]["name"] for number in contest["outcome"]["elected"]]
            print(f"{contest['id']!r}: {contest['outcome']['state']}, {len(elected)} trúng cử / elected: {elected}")
        proved = [contest for known, contest in codes(files) if known.startswith(code) and not wrong]
        if proved and "" not in proved:  # other contests were counted after these minutes were signed
            print("mã này chỉ chứng minh / this code proves only:", ", ".join(map(repr, proved)))
        head = json.loads(files["SEAL.json"])["count_head"]
        with open(__file__, "rb") as this_copy:
            if this_copy.read() != files["verify.py"]:
                print("verify.py trong hồ sơ không phải bản này / the verify.py in the record is not this copy")
    except Exception as why:  # whatever a hostile file does to a reader ends here
        print(f"KHÔNG KIỂM ĐƯỢC / CANNOT BE JUDGED: {given.record}: {why!r}")
        return 1 if wrong else 2
    print("mã kiểm phiếu / count head:", " ".join(head[at : at + 4] for at in range(0, CODE_DIGITS, 4)))
    unheld = "" if code else ", chưa đối chiếu mã trên giấy / not held against the code on paper: --code"
    print(f"KHÔNG KHỚP / DOES NOT HOLD: {wrong}" if wrong else f"KHỚP / EVERYTHING HOLDS{unheld}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
