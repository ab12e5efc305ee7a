"""People and codes (người và mã): who is at the desk, who is sent away, a new code for a role; and the log."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from rules.phrase import phrase
from tally.desk import requests
from tally.desk.roles import Role
from tally.desk.web.board import NotDoneError
from tally.desk.web.notes import Note
from tally.desk.web.visit import Visit

LINES_A_PAGE: Final = 200


async def show_people(visit: Visit, code: tuple[Role, str] | None = None) -> Response:
    """Everybody at the desk; ``code`` is one just made, which is shown now and never again."""
    state = visit.site.board.state
    people = sorted(state.people.values(), key=lambda each: (each.removed, tuple(Role).index(each.role), each.name))
    roles = tuple(Role) if visit.role is Role.CHAIR else (Role.TECHNICIAN,)
    return visit.page("people.html", people=people, codes=state.codes, roles=roles, code=code, me=visit.name)


async def make_code(visit: Visit) -> Response:
    """Make a role's code anew; the one before opens nothing any more. It is shown once, in this answer."""
    role = _role(visit)
    if role is None:
        return await show_people(visit)
    try:
        code = await visit.site.board.make_code(role, visit.name)
    except NotDoneError as error:
        visit.refuse(*error.told)
        return await show_people(visit)
    return await show_people(visit, (role, code))


async def revoke_code(visit: Visit) -> Response:
    """Let nobody join with a role's code; those who joined with it may be sent away too."""
    role = _role(visit)
    if role is None:
        return await show_people(visit)
    asked = requests.RevokeCode(role=role.value, sessions=visit.typed("sessions") == "yes")
    if not await visit.ask(asked):
        return await show_people(visit)
    return visit.go("/people", Note(words=phrase("Đã thu mã của {role}.", role=role), look="wait"))


async def remove(visit: Visit) -> Response:
    """Send somebody away: his sessions end, what he holds goes back, what he typed stays."""
    person = visit.typed("person")
    if not await visit.ask(requests.RemovePerson(person=person, reason=visit.typed("reason"))):
        return await show_people(visit)
    return visit.go("/people", Note(words=phrase("«{person}» đã ra khỏi bàn.", person=person), look="wait"))


def _role(visit: Visit) -> Role | None:
    typed = visit.typed("role")
    return Role(typed) if typed in set(Role) else None
