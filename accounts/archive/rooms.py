"""What accounts themselves have that an archive leaves out."""

from accounts.archive.parts import Room

OF_THIS_SERVER = "lets somebody in on this server only"

ROOM = Room(
    excluded={
        "accounts.PermanentToken": OF_THIS_SERVER,
        "accounts.ApiKey": OF_THIS_SERVER,
        "accounts.TokenFamily": OF_THIS_SERVER,
        "accounts.IdempotentRequest": "answers that are kept for a day, for requests that are repeated",
        "accounts.DailyUsage": "counts of requests, for the daily limit",
        "accounts.ImportRun": "what was imported is in the other tables; this is how it went",
        "accounts.User_groups": "what the administrator allows on this server",
        "accounts.User_user_permissions": "what the administrator allows on this server",
        "account.EmailAddress": "has to be confirmed on each server; the profile names the address",
        "account.EmailConfirmation": "a mail that is under way",
        "mfa.Authenticator": "a secret of the second factor",
        "admin.LogEntry": "what an administrator did, which is the server's",
    },
)
