from datetime import UTC, datetime, timedelta

from fastapi.testclient import TestClient

from <%= it.platform %>.db import Database


def add(database: Database, actor: str, days_ago: int) -> None:
    with database.session() as session:
        session.execute(
            """
            INSERT INTO audit_logs (occurred_at, actor, action, entity_type, entity_id)
            VALUES (%s, %s, 'update', 'setting', '1')
            """,
            (datetime.now(UTC) - timedelta(days=days_ago), actor),
        )


def test_shows_the_last_month_unless_it_is_asked_for_more(client: TestClient, database: Database) -> None:
    add(database, "grace", 40)
    add(database, "grace", 1)

    def shown(**parameters: str) -> int:
        rows = client.get("/audit-logs", params=parameters).json()["data"]
        return sum(row["actor"] == "grace" for row in rows)

    assert shown() == 1
    assert shown(since="2020-01-01T00:00:00Z") == 2
    assert shown(actor="grace") == 2
    assert shown(actor="grace", since=(datetime.now(UTC) - timedelta(days=7)).isoformat()) == 1


def test_says_since_when(client: TestClient) -> None:
    def since(**parameters: str) -> str | None:
        said: str | None = client.get("/audit-logs", params=parameters).json()["page"]["since"]
        return said

    chosen = datetime.fromisoformat(since() or "")
    assert timedelta(days=30) < datetime.now(UTC) - chosen < timedelta(days=32)
    assert since(since="2020-01-01T00:00:00Z") == "2020-01-01T00:00:00Z"
    assert since(actor="grace") is None


def test_is_for_administrators_alone(client: TestClient) -> None:
    for group, status in (("writers", 403), ("admins", 200)):
        assert client.get("/audit-logs", headers={"X-Roles": group}).status_code == status
