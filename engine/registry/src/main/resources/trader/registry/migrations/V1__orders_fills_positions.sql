-- 'TRDR': by this the file is known to be ours.
PRAGMA application_id = 1414677586;

-- Up to where the journal is in this file, written with what it says in one transaction.
CREATE TABLE applied (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  session     INTEGER NOT NULL,
  segment     INTEGER NOT NULL,
  byte_offset INTEGER NOT NULL,
  at_micros   INTEGER NOT NULL
) STRICT;

-- Decimals are text, so that no digit is lost. Times are microseconds since the epoch.
CREATE TABLE orders (
  id                TEXT PRIMARY KEY,
  account           TEXT NOT NULL,
  instrument        TEXT NOT NULL,
  side              TEXT NOT NULL,
  type              TEXT NOT NULL,
  purpose           TEXT NOT NULL,
  qty               TEXT NOT NULL,
  price             TEXT,
  stop_price        TEXT,
  decision_price    TEXT,
  strategy          TEXT NOT NULL,
  cause             TEXT NOT NULL,
  trace_id          TEXT,
  state             TEXT NOT NULL,
  venue_order_id    TEXT,
  filled_qty        TEXT NOT NULL,
  filled_quote      TEXT NOT NULL,
  submitted_micros  INTEGER NOT NULL,
  acked_micros      INTEGER,
  first_fill_micros INTEGER,
  last_fill_micros  INTEGER,
  ended_micros      INTEGER,
  why               TEXT,
  updated_micros    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX orders_by_state ON orders (state);
CREATE INDEX orders_by_time ON orders (submitted_micros);

CREATE TABLE fills (
  order_id       TEXT NOT NULL REFERENCES orders (id),
  trade_id       TEXT NOT NULL,
  account        TEXT NOT NULL,
  instrument     TEXT NOT NULL,
  side           TEXT NOT NULL,
  price          TEXT NOT NULL,
  qty            TEXT NOT NULL,
  fee            TEXT NOT NULL,
  fee_asset      TEXT NOT NULL,
  maker          INTEGER NOT NULL,
  decision_price TEXT,
  source         TEXT NOT NULL,
  at_micros      INTEGER NOT NULL,
  venue_micros   INTEGER,
  PRIMARY KEY (order_id, trade_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE positions (
  id             INTEGER PRIMARY KEY,
  account        TEXT NOT NULL,
  instrument     TEXT NOT NULL,
  state          TEXT NOT NULL,
  qty            TEXT NOT NULL,
  cost           TEXT NOT NULL,
  average_price  TEXT NOT NULL,
  strategy       TEXT NOT NULL,
  stop_distance  TEXT,
  opened_micros  INTEGER NOT NULL,
  closed_micros  INTEGER,
  updated_micros INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX positions_open ON positions (account, instrument) WHERE state = 'open';
