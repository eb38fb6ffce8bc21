-- A reviewer's own addition is a verdict too: `missed`, said of the layer of `colleague`.
-- SQLite cannot change a CHECK, so the table is made again; nothing refers to it.

CREATE TABLE review_again (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  annotation TEXT NOT NULL REFERENCES annotation (id),
  version TEXT NOT NULL,
  reviewer TEXT NOT NULL REFERENCES annotator (id),
  colleague TEXT REFERENCES annotator (id),
  verdict TEXT NOT NULL CHECK (verdict IN ('accept', 'amend', 'reject', 'missed')),
  reason TEXT NOT NULL DEFAULT '',
  remark TEXT NOT NULL DEFAULT '',
  replacement TEXT REFERENCES annotation (id),
  created TEXT NOT NULL,
  born TEXT NOT NULL, stamp TEXT NOT NULL, stamps TEXT NOT NULL DEFAULT '{}',
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)), batch TEXT
) STRICT;
INSERT INTO review_again (number, id, annotation, version, reviewer, colleague, verdict, reason, remark,
    replacement, created, born, stamp, stamps, deleted, batch)
  SELECT r.number, r.id, r.annotation, r.version, r.reviewer, a.annotator, r.verdict, r.reason, r.remark,
    r.replacement, r.created, r.born, r.stamp, r.stamps, r.deleted, r.batch
  FROM review r JOIN annotation a ON a.id = r.annotation;
DROP TABLE review;
ALTER TABLE review_again RENAME TO review;
CREATE INDEX review_annotation ON review (annotation);
CREATE INDEX review_colleague ON review (colleague, reviewer);
