"""Every address has a mark that says who may open it, and nobody gets in without one."""

from django.urls import URLPattern, URLResolver, get_resolver


def addresses(resolver=None, before=""):
    """(address, view) of every entry of the URL table."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, before + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield before + str(entry.pattern), entry.callback


def filled(address: str) -> str:
    """An address with something in each of its places."""
    out = ""
    for part in address.replace("<", "\0<").replace(">", ">\0").split("\0"):
        if not part.startswith("<"):
            out += part
            continue
        kind = part.strip("<>").split(":")[0]
        out += {"int": "999999", "uuid": "00000000-0000-0000-0000-000000000000"}.get(kind, "khong-co")
    return "/" + out


def test_every_view_says_who_may_open_it():
    bare = [address for address, view in addresses() if not getattr(view, "access", "")]
    assert not bare, f"views without a mark of chithi.access: {bare}"


def test_without_a_sign_in_only_public_pages_answer(client, cast):
    for address, view in addresses():
        if view.access.startswith("public:"):
            continue
        answer = client.get(filled(address))
        if address.startswith("api/"):
            assert (answer.status_code, answer.headers["Content-Type"]) == (401, "application/json"), address
            continue
        assert answer.status_code in (302, 405), (address, answer.status_code)
        if answer.status_code == 302:
            assert answer.headers["Location"].startswith("/accounts/sign-in/"), address


def test_somebody_without_a_role_gets_nothing_but_their_own_page(cast, sign_in):
    from tests.cast import make_person

    client = sign_in(make_person("khongvaitro", "Người Không Vai Trò", None, None))
    for address, view in addresses():
        if view.access.startswith(("public:", "signed in:")):
            continue
        for answer in (client.get(filled(address)), client.post(filled(address))):
            assert answer.status_code in (302, 403, 404, 405), (address, answer.status_code)
            if answer.status_code == 302:
                raise AssertionError(
                    f"{address} redirects somebody without a role to {answer.headers['Location']}"
                )
