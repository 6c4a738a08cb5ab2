-- The last line of orders.jsonl by its place in the journal, so that a trail that lacks some is seen.
ALTER TABLE applied ADD COLUMN trail TEXT;
