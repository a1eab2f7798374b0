"""Finding the route of a path without trying hundreds of others."""

import re
from functools import cached_property

from django.urls import ResolverMatch, URLPattern, URLResolver
from django.urls.resolvers import RoutePattern

Routes = list[URLPattern | URLResolver]

FIRST_WORD = re.compile(r"[\w-]*")
# In a route: letters, and what cannot go on with a word.
LITERAL = re.compile(r"\^((?:\\-|[\w-])+)(?=/|\\\.|\\Z|\$|\(\?P<format>\\\.)")


class ByFirstWord(URLResolver):
    """Routes below a prefix; only those are tried that begin with the first word of what follows it."""

    @cached_property
    def by_word(self) -> dict[str, URLResolver]:
        words = {first_word(route) for route in self.url_patterns}
        return {word: self.of([each for each in self.url_patterns if first_word(each) in {word, ""}]) for word in words}

    def of(self, routes: Routes) -> URLResolver:
        return URLResolver(self.pattern, routes, self.default_kwargs)

    def resolve(self, path: str) -> ResolverMatch:
        below = self.pattern.match(path)
        word = FIRST_WORD.match(below[0]) if below else None
        resolver = self.by_word.get(word[0]) if word else None
        return resolver.resolve(path) if resolver else super().resolve(path)


def first_word(route: URLPattern | URLResolver) -> str:
    """Empty if the route has none, so that it may fit every path."""
    literal = LITERAL.match(route.pattern.regex.pattern)
    return literal[1].replace("\\", "") if literal else ""


def below(prefix: str, routes: Routes) -> ByFirstWord:
    """As ``path(prefix, include(routes))``, for very many routes."""
    return ByFirstWord(RoutePattern(prefix, is_endpoint=False), routes)
