"""What only this room knows: whether credentials can be read, who is here, and whether the house is kept."""

from collections.abc import Iterator
from datetime import timedelta

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.utils import timezone

from accounts import sealing
from accounts.models import ApiKey, Chore, PermanentToken, User
from config import doctor
from config.doctor import Finding, Level

# Two turns and a night without a server.
LATE = timedelta(days=3)


def register() -> None:
    doctor.register("credentials", "accounts.doctor.credentials")
    doctor.register("people", "accounts.doctor.people")
    doctor.register("housekeeping", "accounts.doctor.housekeeping")


def credentials() -> Iterator[Finding]:
    path = sealing.key_file()
    sealed = [
        bytes(each) for table in (PermanentToken, ApiKey) for each in table.objects.values_list("sealed", flat=True)
    ]
    factors = [text for data in Authenticator.objects.values_list("data", flat=True) for text in secrets_of(data)]
    if not sealed and not factors:
        yield Finding("credentials", f"none yet; their keys will be in {path}")
        return
    advice = (
        f"Restore {path} from a backup; without it every person has to copy a new token or key into their apps, and "
        "an administrator has to take second factors away."
    )
    if not path.exists():
        yield Finding("credentials", f"{path} is gone, so tokens and keys cannot be read", Level.WRONG, advice)
        return
    unreadable = sum(not is_readable(each) for each in [*sealed, *factors])
    if unreadable == len(sealed) + len(factors):
        yield Finding("credentials", f"{path} has other keys than tokens were stored with", Level.WRONG, advice)
    elif unreadable:
        text = (
            f"{unreadable} of {len(sealed) + len(factors)} tokens, keys and second factors cannot be read with {path}"
        )
        yield Finding("credentials", text, Level.DOUBTFUL, advice)
    else:
        yield Finding("credentials", f"tokens and keys can be read with {path}")


def secrets_of(second_factor: dict[str, str]) -> list[bytes]:
    return [second_factor[name].encode() for name in ("secret", "seed") if second_factor.get(name)]


def is_readable(sealed: bytes) -> bool:
    try:
        sealing.unseal(sealed)
    except InvalidToken:
        return False
    return True


def people() -> Iterator[Finding]:
    number, registration = User.objects.count(), "open" if settings.ALLOW_REGISTRATION else "closed"
    yield Finding("people", f"{number} accounts; registration is {registration}")
    if not User.objects.filter(is_superuser=True, is_active=True).exists():
        yield Finding(
            "people",
            "nobody is administrator",
            Level.DOUBTFUL,
            "Run manage.py createsuperuser, if you want to use /admin/.",
        )


def housekeeping() -> Iterator[Finding]:
    if not settings.HOUSEKEEPING:
        yield Finding("housekeeping", "is off; have manage.py purge run every day")
        return
    begun = Chore.objects.filter(name="housekeeping").values_list("begun", flat=True).first()
    if begun is None:
        yield Finding("housekeeping", "was not due yet; the server removes what has expired about once a day")
    elif timezone.now() - begun > LATE:
        yield Finding(
            "housekeeping",
            f"was last done on {begun:%Y-%m-%d}",
            Level.DOUBTFUL,
            "Run manage.py purge, and see in the log whether it fails.",
        )
    else:
        yield Finding("housekeeping", f"was last done on {begun:%Y-%m-%d at %H:%M} UTC")
