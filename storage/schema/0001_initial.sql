-- The first schema of a Glossator project.
-- Every table whose rows are edited one by one carries the same tail: `born` and `stamp` are the clock
-- stamps of its creation and of its latest edit, `stamps` (JSON) those of the registers edited since,
-- `deleted` is a tombstone, `batch` names the bulk change that brought the row.
-- JSON stands in TEXT columns without json_valid(): with an untrusted schema SQLite refuses it there,
-- and `check` reads every value anyway.

CREATE TABLE project (
  number INTEGER PRIMARY KEY CHECK (number = 1),
  id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  guidelines TEXT NOT NULL DEFAULT '',
  codebook TEXT NOT NULL DEFAULT '{}',
  created TEXT NOT NULL,
  born TEXT NOT NULL, stamp TEXT NOT NULL, stamps TEXT NOT NULL DEFAULT '{}',
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)), batch TEXT
) STRICT;

CREATE TABLE annotator (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'machine', 'adjudicated')),
  born TEXT NOT NULL, stamp TEXT NOT NULL, stamps TEXT NOT NULL DEFAULT '{}',
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)), batch TEXT
) STRICT;

CREATE TABLE document (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  ordinal INTEGER NOT NULL DEFAULT 1 CHECK (ordinal >= 1),
  length INTEGER NOT NULL CHECK (length >= 0),
  source TEXT NOT NULL DEFAULT '',
  author TEXT NOT NULL DEFAULT '',
  published TEXT NOT NULL DEFAULT '',
  url TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT '',
  metadata TEXT NOT NULL DEFAULT '{}',
  note TEXT NOT NULL DEFAULT '',
  variant_of TEXT,
  created TEXT NOT NULL,
  born TEXT NOT NULL, stamp TEXT NOT NULL, stamps TEXT NOT NULL DEFAULT '{}',
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)), batch TEXT
) STRICT;
CREATE INDEX document_title ON document (title COLLATE NOCASE);
CREATE INDEX document_sha256 ON document (sha256);
CREATE INDEX document_batch ON document (batch) WHERE batch IS NOT NULL;

-- The text stands apart, so that listing documents never reads through it.
CREATE TABLE document_text (
  number INTEGER PRIMARY KEY REFERENCES document (number),
  text TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE document_search USING fts5 (
  text, content = 'document_text', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE original (
  number INTEGER PRIMARY KEY REFERENCES document (number),
  bytes BLOB NOT NULL,
  file_name TEXT NOT NULL DEFAULT '',
  media_type TEXT NOT NULL,
  encoding TEXT NOT NULL DEFAULT '',
  reader TEXT NOT NULL,
  reader_version TEXT NOT NULL
) STRICT;

CREATE TABLE tag (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  colour TEXT NOT NULL,
  stroke TEXT NOT NULL,
  shortcut TEXT NOT NULL DEFAULT '',
  definition TEXT NOT NULL DEFAULT '',
  guidelines TEXT NOT NULL DEFAULT '',
  retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
  merged_into TEXT,
  born TEXT NOT NULL, stamp TEXT NOT NULL, stamps TEXT NOT NULL DEFAULT '{}',
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)), batch TEXT
) STRICT;

CREATE TABLE attribute (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  tag TEXT NOT NULL REFERENCES tag (id),
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('enum', 'text', 'number', 'date', 'boolean', 'ref')),
  choices TEXT NOT NULL DEFAULT '[]',
  "default" TEXT NOT NULL DEFAULT 'null',
  required INTEGER NOT NULL DEFAULT 0 CHECK (required IN (0, 1)),
  scope TEXT NOT NULL DEFAULT 'mention' CHECK (scope IN ('mention', 'entity')),
  condition TEXT NOT NULL DEFAULT '{}',
  help TEXT NOT NULL DEFAULT '',
  retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
  born TEXT NOT NULL, stamp TEXT NOT NULL, stamps TEXT NOT NULL DEFAULT '{}',
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)), batch TEXT
) STRICT;

CREATE TABLE relation_type (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  tag TEXT NOT NULL REFERENCES tag (id),
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  targets TEXT NOT NULL DEFAULT '[]',
  minimum INTEGER NOT NULL DEFAULT 0,
  maximum INTEGER,
  condition TEXT NOT NULL DEFAULT '{}',
  help TEXT NOT NULL DEFAULT '',
  retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
  born TEXT NOT NULL, stamp TEXT NOT NULL, stamps TEXT NOT NULL DEFAULT '{}',
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)), batch TEXT
) STRICT;

-- What the codebook said at each of its versions; the hash is its identity, the number is for people.
CREATE TABLE codebook_version (
  number INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  content TEXT NOT NULL,
  created TEXT NOT NULL
) STRICT;

CREATE TABLE entity (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  aliases TEXT NOT NULL DEFAULT '[]',
  attributes TEXT NOT NULL DEFAULT '{}',
  merged_into TEXT,
  born TEXT NOT NULL, stamp TEXT NOT NULL, stamps TEXT NOT NULL DEFAULT '{}',
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)), batch TEXT
) STRICT;
CREATE INDEX entity_name ON entity (kind, name COLLATE NOCASE);
CREATE INDEX entity_batch ON entity (batch) WHERE batch IS NOT NULL;

CREATE TABLE annotation (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  document TEXT NOT NULL REFERENCES document (id),
  annotator TEXT NOT NULL REFERENCES annotator (id),
  tag TEXT NOT NULL REFERENCES tag (id),
  "start" INTEGER NOT NULL CHECK ("start" >= 0),
  "end" INTEGER NOT NULL CHECK ("end" > "start"),
  before TEXT NOT NULL DEFAULT '',
  after TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  confidence TEXT NOT NULL DEFAULT 'sure' CHECK (confidence IN ('sure', 'unsure')),
  attributes TEXT NOT NULL DEFAULT '{}',
  origin TEXT NOT NULL DEFAULT 'person',
  external_id TEXT,
  codebook_version TEXT NOT NULL DEFAULT '',
  created TEXT NOT NULL,
  modified TEXT NOT NULL,
  born TEXT NOT NULL, stamp TEXT NOT NULL, stamps TEXT NOT NULL DEFAULT '{}',
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)), batch TEXT
) STRICT;
CREATE INDEX annotation_place ON annotation (document, "start", "end");
CREATE INDEX annotation_tag ON annotation (tag, document);
CREATE INDEX annotation_layer ON annotation (annotator, document) WHERE deleted = 0;
CREATE INDEX annotation_batch ON annotation (batch) WHERE batch IS NOT NULL;

CREATE TABLE fragment (
  annotation INTEGER NOT NULL REFERENCES annotation (number),
  ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
  "start" INTEGER NOT NULL CHECK ("start" >= 0),
  "end" INTEGER NOT NULL CHECK ("end" > "start"),
  quote TEXT NOT NULL,
  PRIMARY KEY (annotation, ordinal)
) STRICT, WITHOUT ROWID;

-- Which entities an annotation's attributes name: derived from them, kept for looking up mentions.
CREATE TABLE mention (
  entity TEXT NOT NULL REFERENCES entity (id),
  annotation INTEGER NOT NULL REFERENCES annotation (number),
  attribute TEXT NOT NULL,
  PRIMARY KEY (entity, annotation, attribute)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_annotation ON mention (annotation);

CREATE VIRTUAL TABLE annotation_search USING fts5 (
  quote, note, tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE relation (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL REFERENCES annotation (id),
  type TEXT NOT NULL,
  target TEXT NOT NULL REFERENCES annotation (id),
  created TEXT NOT NULL,
  born TEXT NOT NULL, stamp TEXT NOT NULL, stamps TEXT NOT NULL DEFAULT '{}',
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)), batch TEXT
) STRICT;
CREATE INDEX relation_source ON relation (source);
CREATE INDEX relation_target ON relation (target);
CREATE INDEX relation_batch ON relation (batch) WHERE batch IS NOT NULL;

CREATE TABLE review (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  annotation TEXT NOT NULL REFERENCES annotation (id),
  version TEXT NOT NULL,
  reviewer TEXT NOT NULL REFERENCES annotator (id),
  verdict TEXT NOT NULL CHECK (verdict IN ('accept', 'amend', 'reject')),
  reason TEXT NOT NULL DEFAULT '',
  remark TEXT NOT NULL DEFAULT '',
  replacement TEXT REFERENCES annotation (id),
  created TEXT NOT NULL,
  born TEXT NOT NULL, stamp TEXT NOT NULL, stamps TEXT NOT NULL DEFAULT '{}',
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)), batch TEXT
) STRICT;
CREATE INDEX review_annotation ON review (annotation);

CREATE TABLE decision (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  document TEXT NOT NULL REFERENCES document (id),
  adjudicator TEXT NOT NULL REFERENCES annotator (id),
  outcome TEXT NOT NULL CHECK (outcome IN ('taken', 'edited', 'nobody', 'undecided')),
  annotation TEXT REFERENCES annotation (id),
  sources TEXT NOT NULL DEFAULT '[]',
  remark TEXT NOT NULL DEFAULT '',
  created TEXT NOT NULL,
  born TEXT NOT NULL, stamp TEXT NOT NULL, stamps TEXT NOT NULL DEFAULT '{}',
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)), batch TEXT
) STRICT;
CREATE INDEX decision_document ON decision (document);

CREATE TABLE source_of (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  gold TEXT NOT NULL REFERENCES annotation (id),
  source TEXT NOT NULL REFERENCES annotation (id),
  version TEXT NOT NULL,
  born TEXT NOT NULL, stamp TEXT NOT NULL, stamps TEXT NOT NULL DEFAULT '{}',
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)), batch TEXT
) STRICT;
CREATE INDEX source_of_gold ON source_of (gold);

CREATE TABLE comment (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  document TEXT NOT NULL REFERENCES document (id),
  annotation TEXT REFERENCES annotation (id),
  "start" INTEGER,
  "end" INTEGER,
  quote TEXT NOT NULL DEFAULT '',
  parent TEXT REFERENCES comment (id),
  author TEXT NOT NULL REFERENCES annotator (id),
  text TEXT NOT NULL,
  resolved INTEGER NOT NULL DEFAULT 0 CHECK (resolved IN (0, 1)),
  created TEXT NOT NULL,
  born TEXT NOT NULL, stamp TEXT NOT NULL, stamps TEXT NOT NULL DEFAULT '{}',
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)), batch TEXT
) STRICT;
CREATE INDEX comment_document ON comment (document);

CREATE TABLE progress (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  document TEXT NOT NULL REFERENCES document (id),
  annotator TEXT NOT NULL REFERENCES annotator (id),
  state TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'in_progress', 'done', 'skipped')),
  reason TEXT NOT NULL DEFAULT '',
  seconds INTEGER NOT NULL DEFAULT 0,
  born TEXT NOT NULL, stamp TEXT NOT NULL, stamps TEXT NOT NULL DEFAULT '{}',
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)), batch TEXT,
  UNIQUE (annotator, document)
) STRICT;
CREATE INDEX progress_batch ON progress (batch) WHERE batch IS NOT NULL;

CREATE TABLE assignment (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  document TEXT NOT NULL REFERENCES document (id),
  annotator TEXT NOT NULL REFERENCES annotator (id),
  blind INTEGER NOT NULL DEFAULT 0 CHECK (blind IN (0, 1)),
  born TEXT NOT NULL, stamp TEXT NOT NULL, stamps TEXT NOT NULL DEFAULT '{}',
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)), batch TEXT,
  UNIQUE (annotator, document)
) STRICT;

-- One row per user action. `status` is the only field that changes: done, undone, reverted, dropped.
CREATE TABLE change (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  stamp TEXT NOT NULL,
  annotator TEXT,
  verb TEXT NOT NULL,
  label TEXT NOT NULL,
  at TEXT NOT NULL,
  kind TEXT NOT NULL DEFAULT 'do' CHECK (kind IN ('do', 'undo', 'redo')),
  undoes TEXT,
  status TEXT NOT NULL DEFAULT 'done' CHECK (status IN ('done', 'undone', 'reverted', 'dropped')),
  batch TEXT,
  local INTEGER NOT NULL DEFAULT 1 CHECK (local IN (0, 1)),
  document TEXT,
  skipped TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX change_stack ON change (annotator, status, number) WHERE local = 1;

CREATE TABLE change_item (
  number INTEGER PRIMARY KEY,
  change INTEGER NOT NULL REFERENCES change (number),
  "table" TEXT NOT NULL,
  record TEXT NOT NULL,
  before TEXT,
  after TEXT NOT NULL
) STRICT;
CREATE INDEX change_item_change ON change_item (change);
CREATE INDEX change_item_record ON change_item (record);
