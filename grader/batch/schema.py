"""The tables of the store. A script is never changed once released: what is new is a further script."""

from __future__ import annotations

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE learner (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL,
        place INTEGER -- in the class list of the last run; NULL for who has left it
    ) WITHOUT ROWID;
    CREATE TABLE entry (
        learner TEXT PRIMARY KEY, submission TEXT NOT NULL, digest TEXT NOT NULL, settings TEXT NOT NULL,
        seed INTEGER NOT NULL, state TEXT NOT NULL, head BLOB NOT NULL, note TEXT NOT NULL,
        at TEXT NOT NULL, late INTEGER NOT NULL, source TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX entry_graded ON entry (digest, settings);
    CREATE TABLE verdict (
        digest TEXT NOT NULL, settings TEXT NOT NULL, item TEXT NOT NULL, key TEXT NOT NULL, state TEXT NOT NULL,
        points REAL NOT NULL, max_points REAL NOT NULL, seconds REAL NOT NULL,
        body BLOB NOT NULL, -- JSON, deflated
        PRIMARY KEY (digest, settings, item, key)
    );
    CREATE TABLE score (
        number INTEGER PRIMARY KEY, learner TEXT NOT NULL, at TEXT NOT NULL,
        points REAL NOT NULL, max_points REAL NOT NULL, why TEXT NOT NULL, digest TEXT NOT NULL
    );
    CREATE INDEX score_learner ON score (learner, number);
    CREATE TABLE word (
        number INTEGER PRIMARY KEY, kind TEXT NOT NULL, learner TEXT NOT NULL, item TEXT NOT NULL,
        points REAL, until TEXT NOT NULL, note TEXT NOT NULL, at TEXT NOT NULL
    );
    CREATE INDEX word_learner ON word (learner, number);
    CREATE TABLE page (learner TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
    """,
)
