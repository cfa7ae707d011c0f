"""Background work that every room uses."""

from django.core.mail import EmailMessage
from django_tasks import task


@task()
def send_mail(to: str, subject: str, body: str) -> None:
    """One letter to one person, so that nobody sees who else was written to."""
    EmailMessage(subject=subject, body=body, to=[to]).send()
