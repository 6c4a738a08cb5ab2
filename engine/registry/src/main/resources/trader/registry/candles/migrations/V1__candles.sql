-- 'TRDC': by this the file is known to be ours.
PRAGMA application_id = 1414677571;

-- One closed bar. Decimals are text, so that no digit is lost.
CREATE TABLE candles (
  instrument   TEXT NOT NULL,
  interval_sec INTEGER NOT NULL,
  open_sec     INTEGER NOT NULL,
  open         TEXT NOT NULL,
  high         TEXT NOT NULL,
  low          TEXT NOT NULL,
  close        TEXT NOT NULL,
  volume       TEXT NOT NULL,
  PRIMARY KEY (instrument, interval_sec, open_sec)
) STRICT, WITHOUT ROWID;
