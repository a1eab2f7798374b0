"""Which headers pages of other origins may send and read."""

SENT = (
    "accept",
    "accept-language",
    "authorization",
    "content-type",
    "idempotency-key",
    "if-none-match",
    "user-agent",
    "x-csrftoken",
    "x-id-format",
    "x-request-id",
    "x-requested-with",
    "x-session-token",
)
READ = (
    "ETag",
    "Link",
    "Location",
    "Retry-After",
    "Warning",
    "X-RateLimit-Limit",
    "X-RateLimit-Remaining",
    "X-RateLimit-Reset",
    "X-Regimen-Version",
    "X-Request-ID",
)
