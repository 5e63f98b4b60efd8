"""A folder with files that a test may break."""

from pathlib import Path

ROUTES = """\
environments:
  live:
    host: api.example.test
    products:
      lake: { prefix: /api/lake, release: lake-api, namespace: lake-live, ui: lake.example.test }
      lakes: { prefix: /api/lakes, release: lakes-api, namespace: lakes-live, ui: lakes.example.test }
"""
POLICY = """\
rateLimit: { requests: 200, per: second }
products:
  lakes: { rateLimit: { requests: 5, per: minute } }
"""


def written(folder: Path, routes: str = ROUTES, policy: str = POLICY) -> Path:
    """The folder, with both files in it."""
    (folder / "routes.yaml").write_text(routes, encoding="utf-8")
    (folder / "policy.yaml").write_text(policy, encoding="utf-8")
    return folder
