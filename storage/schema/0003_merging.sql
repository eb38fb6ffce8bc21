-- What merging needs: a tombstone that wins for ever, and the edits that lost to concurrent ones.

ALTER TABLE document ADD COLUMN purged INTEGER NOT NULL DEFAULT 0 CHECK (purged IN (0, 1));

-- An edit that a concurrent one overrode: `loser` is its clock stamp, `value` the fields that it wrote.
-- What stands now is read from the record itself, so that every copy tells the same.
CREATE TABLE conflict (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "table" TEXT NOT NULL,
  record TEXT NOT NULL,
  register TEXT NOT NULL,
  loser TEXT NOT NULL,
  value TEXT NOT NULL DEFAULT '{}',
  seen INTEGER NOT NULL DEFAULT 0 CHECK (seen IN (0, 1)),
  born TEXT NOT NULL, stamp TEXT NOT NULL, stamps TEXT NOT NULL DEFAULT '{}',
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)), batch TEXT
) STRICT;
CREATE INDEX conflict_record ON conflict (record);
