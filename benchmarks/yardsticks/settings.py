"""The product's settings with the yardsticks' routes in place of its own."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.yardsticks.urls"
