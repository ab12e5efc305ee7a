"""Any byte of any file of a record, altered: nothing passes either verifier, and nothing breaks them."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.archive import write_archive
from rules.errors import InputError
from tally import verifier
from tally.audit import audit
from tally.record_file import record_from
from tests.attacks.forging import Files, files_of, with_digests, with_sums

SMALL = "bau-thieu-khong-bau-tiep"


def honest() -> Files:
    """The files of an honest record."""
    return files_of(SMALL)


@dataclass(frozen=True)
class Altered:
    """One byte of one file is another: where it is, and what is turned over in it."""

    name: str
    at: int
    change: int

    def forged(self) -> Files:
        """The files of the record with that byte."""
        files = honest()
        content = bytearray(files[self.name])
        content[self.at % len(content)] ^= self.change
        return files | {self.name: bytes(content)}


ALTERED = st.builds(
    Altered, name=st.sampled_from(sorted(honest())), at=st.integers(0, 100_000), change=st.integers(1, 255)
)


def says_yes(files: Files) -> bool:
    """Whether the package finds nothing wrong; what it cannot read it does not find right."""
    try:
        return audit(record_from(write_archive(files), shown="record.zip")).holds
    except InputError:
        return False


def own_copy_says_yes(files: Files) -> bool:
    """Whether an auditor's verify.py finds nothing wrong; whatever stops it ends with exit code 2."""
    try:
        return not list(verifier.verify(files))
    except Exception:  # noqa: BLE001 - as its main does
        return False


def test_an_honest_record_passes() -> None:
    assert says_yes(honest())
    assert own_copy_says_yes(honest())


@settings(max_examples=60)
@given(ALTERED)
def test_no_altered_byte_passes(forgery: Altered) -> None:
    assert not says_yes(forgery.forged())
    assert not own_copy_says_yes(forgery.forged())


@settings(max_examples=40)
@given(ALTERED)
def test_no_altered_byte_passes_the_program_though_the_sums_fit_again(forgery: Altered) -> None:
    if forgery.name != "SHA256SUMS":
        assert not says_yes(with_sums(forgery.forged()))


@settings(max_examples=40)
@given(ALTERED)
def test_with_every_digest_rewritten_only_the_inputs_can_be_others(forgery: Altered) -> None:
    """Comments and blanks of an input may be others without the count being another: the code on paper tells."""
    if forgery.name not in {"SHA256SUMS", "log.jsonl", "SEAL.json"}:
        assert not says_yes(with_digests(forgery.forged())) or forgery.name.startswith("inputs/")
