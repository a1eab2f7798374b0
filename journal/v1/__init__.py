"""``/api/v1``: what the Waistline app and the dashboards on its data speak."""
