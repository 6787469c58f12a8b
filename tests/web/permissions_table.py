"""The table of who may what. One line a route; what each of seven people is answered stands in the order of `WHO`.

`out` is the way to the sign-in page (or 401 where no page was asked for). 404 is also what a page says that is somebody
else's: it is not there. A route without a line fails `test_permissions.py`, which says what to add.
"""

WHO = ("anonymous", "disabled", "other_seller", "other_coach", "coach", "admin", "seller")
"""`seller` owns the talk and is in team North, which `coach` looks after. The others of team South come first, and who owns
the talk last: what they do to it may change what those after them find."""

OPEN = "200 200 200 200 200 200 200"
SIGNED_IN = "out out 200 200 200 200 200"
COACHES = "out out 404 200 200 200 404"  # each sees only their own teams in it
IN_REACH = "out out 404 404 200 200 404"  # a coach's page on the seller or on one of their talks
IN_REACH_DO = "out out 404 404 303 303 404"
ADMINS = "out out 404 404 404 200 404"
ADMINS_DO = "out out 404 404 404 303 404"
OWN = "out out 404 404 404 404 200"
OWN_DO = "out out 404 404 404 404 303"

MAY = {
    # everybody, signed in or not
    "GET /health": OPEN,
    "GET /ready": OPEN,
    "GET /metrics": OPEN,  # on this machine; elsewhere the token is needed, whoever is signed in (test_metrics.py)
    "GET /language/{language}": "303 303 303 303 303 303 303",
    "GET /sign-in": OPEN,
    "POST /sign-in": "401 401 401 401 401 429 429",  # nobody signs in with nothing, and the sixth guess waits
    "POST /sign-in/out": "303 303 303 303 303 303 303",
    "GET /sign-in/link/{token}": "410 410 410 410 410 410 410",
    "POST /sign-in/link/{token}": "410 410 410 410 410 410 410",
    "GET /sign-in/first": "404 404 404 404 404 404 404",  # there are accounts
    "POST /sign-in/first": "404 404 404 404 404 404 404",
    "GET /sign-in/with/{way}": "404 404 404 404 404 404 404",  # none is configured here
    "GET /sign-in/with/{way}/back": "404 404 404 404 404 404 404",
    # practising
    "GET /": SIGNED_IN,
    "GET /scenarios/{scenario_id}": SIGNED_IN,
    "GET /attempts": SIGNED_IN,
    "GET /quiz": SIGNED_IN,
    "POST /quiz": "out out 422 422 422 422 422",  # no item is named
    "GET /coach/knowledge": COACHES,
    "GET /calls": SIGNED_IN,
    "POST /calls": "out out 404 422 422 422 404",  # no rubric is named
    "GET /calls/check/{key}": "out out 404 409 409 409 404",  # nothing waits
    "POST /calls/check/{key}": "out out 404 409 409 409 404",
    "GET /calls/{call_id}": "out out 404 404 404 404 404",  # the cast has no call
    "POST /attempts": "out out 303 303 303 303 303",
    "GET /attempts/{attempt_id}": OWN,
    "POST /attempts/{attempt_id}/finish": OWN_DO,
    "POST /attempts/{attempt_id}/retry": OWN_DO,
    "GET /attempts/{attempt_id}/compare": OWN_DO,  # a retry that is not finished leads to its own page
    "GET /attempts/{attempt_id}/scorecard.json": OWN,
    "GET /attempts/{attempt_id}/scorecard.md": OWN,
    "GET /progress/{scenario_id}": OWN,
    "POST /attempts/{attempt_id}/disputes/check": OWN_DO,
    "POST /attempts/{attempt_id}/disputes/withdraw": OWN_DO,
    "POST /attempts/{attempt_id}/disputes/objection": "out out 404 404 404 404 404",  # the cast's talk raises none
    "GET /me/password": SIGNED_IN,
    "POST /me/password": "out out 422 422 422 422 422",  # an empty old one is never right
    "POST /attempts/{attempt_id}/comments": OWN_DO,
    "GET /attempts/{attempt_id}/delete": OWN,
    "POST /attempts/{attempt_id}/delete": OWN_DO,
    "POST /attempts/{attempt_id}/private": OWN_DO,
    "GET /me": SIGNED_IN,
    "GET /me/export.zip": SIGNED_IN,
    "GET /me/delete": SIGNED_IN,
    "POST /me/delete": "out out 303 303 303 303 303",  # one's own, and only that
    # the coach's desk
    "GET /coach": COACHES,
    "GET /coach/attempts.csv": COACHES,
    "GET /coach/attempts/{attempt_id}": IN_REACH,
    "POST /coach/attempts/{attempt_id}/comments": IN_REACH_DO,
    "POST /coach/attempts/{attempt_id}/corrections": IN_REACH_DO,
    "POST /coach/attempts/{attempt_id}/marks": "out out 404 404 409 409 404",  # this talk was not drawn
    "POST /coach/attempts/{attempt_id}/sign-off": IN_REACH_DO,
    "POST /coach/attempts/{attempt_id}/reopen": "out out 404 404 404 404 404",  # nothing is signed yet
    "POST /coach/attempts/{attempt_id}/playbook": "out out 404 404 409 409 404",  # not reviewed yet
    "GET /coach/assignments": COACHES,
    "GET /coach/assignments/new": COACHES,
    "POST /coach/assignments": "out out 404 422 422 422 404",  # nobody is chosen
    "POST /coach/assignments/programme": "out out 404 422 422 422 404",
    "GET /coach/assignments/{id}": "out out 404 404 200 200 404",
    "POST /coach/assignments/{id}/withdraw": "out out 404 404 303 404 404",  # an admin too, were it still there
    "GET /coach/playbook": COACHES,
    "GET /coach/playbook/{scenario_id}": COACHES,
    "GET /coach/playbook/{scenario_id}/gold.yaml": ADMINS,
    "POST /coach/playbook/lines/{id}/withdraw": "out out 404 404 303 404 404",
    "GET /coach/scenarios/{scenario_id}": COACHES,
    "GET /coach/sellers/{person_id}": IN_REACH,
    "POST /coach/sellers/{person_id}/remind": "out out 404 404 303 409 404",  # once a day, whoever sends it
    "POST /reminders/{id}/dismiss": OWN_DO,
    "GET /coach/team": COACHES,
    "GET /coach/team.csv": COACHES,
    "GET /coach/team/{team_id}": IN_REACH,
    "GET /coach/trust": COACHES,
    # keeping accounts
    "GET /people": ADMINS,
    "GET /people/teams": ADMINS,
    "GET /people/audit": ADMINS,
    "GET /people/audit.csv": ADMINS,
    "GET /people/new": ADMINS,
    "POST /people/new": ADMINS,
    "GET /people/{person_id}": ADMINS,
    "POST /people/{person_id}": ADMINS_DO,
    "POST /people/{person_id}/disable": "out out 404 404 404 303 out",  # and the seller is out
    "POST /people/{person_id}/enable": ADMINS_DO,
    "POST /people/{person_id}/link": ADMINS,
    "POST /people/{person_id}/unbind": "out out 404 404 404 303 out",  # and signed out, whoever came in by it
    "GET /people/import": ADMINS,
    "POST /people/import": "out out 404 404 404 422 404",  # no file
    "POST /people/import/{key}": "out out 404 404 404 409 404",  # what others left in the drawer is not one's own
    "GET /people/import/{key}": "out out 404 404 404 409 404",
    "POST /people/import/{key}/links": "out out 404 404 404 409 404",
    "GET /spending": ADMINS,
    # the talk's screen
    "GET /chat": "out out 303 303 303 303 303",
    "GET /chat/": "out out 303 303 303 303 303",
    "GET /chat/login": "out out 303 303 303 303 303",
    "GET /chat/thread/{attempt_id}": OWN,
    "GET /chat/avatars/{persona_id}": SIGNED_IN,
    "GET /chat/assets/{name}": "404 404 404 404 404 404 404",  # Chainlit's own script: nothing of anybody's stands in it
    "GET /chat/project/translations": SIGNED_IN,
    # of Chainlit's own, what the screen needs; each is answered about oneself
    "GET /chat/auth/config": SIGNED_IN,
    "GET /chat/user": SIGNED_IN,
    "GET /chat/project/settings": SIGNED_IN,
    "GET /chat/favicon": SIGNED_IN,
    "GET /chat/logo": SIGNED_IN,
    "POST /chat/login": "out out 400 400 400 400 400",  # there are no passwords of Chainlit's
    "POST /chat/set-session-cookie": SIGNED_IN,
    "GET /chat/assets/{filename:path}": OPEN,
    "GET /chat/avatars/{avatar_id:str}": SIGNED_IN,
}

FORMS: dict[str, dict[str, str]] = {
    "POST /attempts/{attempt_id}/comments": {"text": "Thank you."},
    "POST /attempts/{attempt_id}/private": {"private": "true"},
    "POST /coach/attempts/{attempt_id}/comments": {"text": "Well begun.", "turn": "1"},
    "POST /coach/attempts/{attempt_id}/corrections": {
        "edition": "0",
        "target": "check:who-and-why",
        "value": "met",
        "reason": "You did say it.",
        "turns": "1",
    },
    "POST /coach/attempts/{attempt_id}/marks": {"edition": "0", "mark.who-and-why": "met"},
    "POST /coach/attempts/{attempt_id}/sign-off": {"edition": "0"},
    "POST /coach/attempts/{attempt_id}/reopen": {"edition": "0"},
    "POST /coach/attempts/{attempt_id}/playbook": {
        "turn": "1",
        "serves": "check:who-and-why",
        "line": "Good morning.",
        "why": "Short.",
    },
    "POST /coach/assignments": {"title": "Call", "scenario": "discovery-call"},
    "POST /coach/assignments/programme": {"programme": "heart-failure-launch", "start": "2030-01-01"},
    "POST /attempts/{attempt_id}/disputes/check": {"card": "1", "check": "who-and-why", "reason": "I did."},
    "POST /attempts/{attempt_id}/disputes/withdraw": {"card": "1", "dispute": "1", "place": "check-who-and-why"},
    "POST /attempts/{attempt_id}/disputes/objection": {"card": "1", "objection": "price", "reason": "I did."},
    "POST /attempts": {"scenario": "discovery-call", "persona": "ingrid-solberg"},
    "POST /attempts/{attempt_id}/retry": {"turn": "3"},
    "POST /people/new": {"login": "new", "name": "New", "roles": "seller"},
    "POST /people/{person_id}": {"name": "Alice", "roles": "seller"},
    "POST /chat/login": {"username": "admin", "password": "admin"},
}
"""What is sent, where an empty form is refused whoever sends it."""

JSON: dict[str, dict[str, str]] = {"POST /chat/set-session-cookie": {"session_id": "mine"}}
"""The same, where no form is sent."""

EXAMPLES = {
    "attempt_id": "{attempt}",
    "call_id": "{attempt}", "person_id": "{seller}", "team_id": "{team}", "scenario_id": "discovery-call",
    "persona_id": "ingrid-solberg", "language": "zh", "token": "nobodys", "way": "oidc", "filename": "{asset}", "key": "nobodys",
    "avatar_id": "ingrid-solberg", "id": "1", "name": "none.js",
}  # fmt: skip
"""What stands for a gap in an address: `{attempt}`, `{retry}`, `{seller}` and `{team}` are the seller's, `{asset}` is a file of
Chainlit's."""

OTHER_EXAMPLES: dict[str, dict[str, str]] = {
    "GET /attempts/{attempt_id}/compare": {"attempt_id": "{retry}"},
}

EVENTS = {
    # Chainlit's socket: what a client may send, and what keeps it to its own. Driven in tests/browser/test_socket_accounts.py.
    "connect": "only to a thread of one's own",
    "connection_successful": "shows the thread of whoever is still signed in",
    "client_message": "asks again who is there, and whose talk it is",
    "edit_message": "off",
    "stop": "ends nothing: the answer is shielded",
    "clear_session": "forgets one's own screen only",
    "disconnect": "one's own screen",
    "message_favorite": "stores nothing",
    "fetch_favorites": "there are none",
    "window_message": "nobody listens",
    "audio_start": "off",
    "audio_chunk": "off",
    "audio_end": "off",
    "chat_settings_change": "there are none",
    "chat_settings_edit": "there are none",
}
