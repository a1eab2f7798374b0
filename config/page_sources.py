"""Where pages may load and run things from, and send forms to; ``config/page_policy.py`` knows those that need more."""

PAGES = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],  # QR codes of second factors
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
