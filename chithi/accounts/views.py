from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chithi.access import public, signed_in, user_of
from chithi.accounts import actions
from chithi.accounts.forms import PasswordForm, SignInForm
from chithi.accounts.models import Invitation

sign_in = public("one must be able to sign in")(
    LoginView.as_view(
        template_name="accounts/sign_in.html",
        authentication_form=SignInForm,
        redirect_authenticated_user=True,
    )
)
sign_out = signed_in("one's own session")(LogoutView.as_view())


@public("the link itself is the right")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Set a password by the link of an invitation, once."""
    found = Invitation.objects.select_related("user").filter(token_hash=actions.hash_token(token)).first()
    if found is None or found.used_at or found.expires_at < timezone.now() or not found.user.is_active:
        return render(request, "accounts/invitation_ended.html", status=410)
    form = PasswordForm(found.user, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/invitation.html", {"form": form, "invited": found.user})
    user = actions.accept_invitation(found, form.cleaned_data["new_password1"], actor=found.user)
    login(request, user, backend="chithi.accounts.backends.AccountBackend")
    return redirect("desk:home")


@signed_in("one's own password")
def password(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    form = PasswordForm(user, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/password.html", {"form": form})
    actions.change_password(user, form.cleaned_data["new_password1"], actor=user)
    update_session_auth_hash(request, user)
    messages.success(request, _("Your password has been changed."))
    return redirect("desk:home")


@public("the page of sign-in has two languages too")
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch between Vietnamese and English; the account remembers it."""
    chosen = "en" if request.POST.get("language") == "en" else "vi"
    back = request.POST.get("next", "/")
    here = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    if not here or not back.startswith("/"):  # "foo" would be looked up as the name of an address
        back = "/"
    if request.user.is_authenticated:
        actions.choose_language(request.user, chosen, actor=request.user)
    translation.activate(chosen)
    response = redirect(back)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        httponly=True,
        samesite="Lax",
    )
    return response
