package import SQLite

/// The tables of a replica, forward only.
///
/// - A change is named by one integer, `log << 40 | sequence`: appending to a log appends to its run of rows, and a dot
///   is found without an index.
/// - A record has one row; an insert-ordered integer stands for its UUID, so rows stay sequential. Beside its state it
///   names its latest change here, and each change names the one before of the same record: a record's history is
///   a walk, not an index.
/// - `applied` is the order in which this replica applied changes, which is the causal order in which it sends them.
package let replicaMigrations: [Migration] = [
  Migration(
    name: "0001-replica",
    sql: """
      CREATE TABLE meta(key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE partition(
        id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, digest BLOB NOT NULL) STRICT;
      CREATE TABLE origin(
        id INTEGER PRIMARY KEY, origin BLOB NOT NULL UNIQUE, birth BLOB NOT NULL, birth_hash BLOB NOT NULL,
        node TEXT NOT NULL, role TEXT NOT NULL, node_key BLOB NOT NULL) STRICT;
      CREATE TABLE log(
        id INTEGER PRIMARY KEY, partition INTEGER NOT NULL REFERENCES partition, origin INTEGER NOT NULL REFERENCES origin,
        branch INTEGER NOT NULL, head INTEGER NOT NULL, head_hash BLOB NOT NULL,
        UNIQUE(partition, origin, branch)) STRICT;
      CREATE TABLE change(
        id INTEGER PRIMARY KEY, applied INTEGER NOT NULL, record INTEGER NOT NULL, previous INTEGER NOT NULL,
        hash BLOB NOT NULL, salt BLOB NOT NULL, header BLOB NOT NULL, payload BLOB NOT NULL) STRICT;
      CREATE TRIGGER change_is_immutable BEFORE UPDATE ON change
        BEGIN SELECT RAISE(ABORT, 'a change is never altered'); END;
      CREATE TABLE checkpoint(
        id INTEGER PRIMARY KEY, hash BLOB NOT NULL, protocol INTEGER NOT NULL, signature BLOB NOT NULL) STRICT;
      CREATE TABLE record(
        id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, partition INTEGER NOT NULL, entity INTEGER NOT NULL,
        root INTEGER NOT NULL, latest INTEGER NOT NULL, flags INTEGER NOT NULL, state BLOB NOT NULL) STRICT;
      CREATE INDEX record_by_kind ON record(partition, entity);
      CREATE INDEX record_by_root ON record(root) WHERE root <> 0;
      CREATE TABLE lookup(
        kind INTEGER NOT NULL, key TEXT NOT NULL, record INTEGER NOT NULL,
        PRIMARY KEY(kind, key, record)) STRICT, WITHOUT ROWID;
      CREATE VIRTUAL TABLE person_text USING fts5(
        words, content='', tokenize='ascii', prefix='2 3', detail=none);
      CREATE TABLE conflict(
        id INTEGER PRIMARY KEY, public TEXT NOT NULL UNIQUE, record INTEGER NOT NULL, grp INTEGER NOT NULL,
        version BLOB NOT NULL, rule TEXT NOT NULL, is_open INTEGER NOT NULL, severity INTEGER NOT NULL,
        blocks TEXT NOT NULL, since INTEGER NOT NULL, UNIQUE(record, grp)) STRICT;
      CREATE TABLE claim(
        key BLOB NOT NULL, record INTEGER NOT NULL, tag TEXT NOT NULL, rule TEXT NOT NULL,
        PRIMARY KEY(key, record, tag)) STRICT, WITHOUT ROWID;
      CREATE TABLE cross_conflict(
        claim_key BLOB PRIMARY KEY, public TEXT NOT NULL UNIQUE, id BLOB NOT NULL, rule TEXT NOT NULL,
        records BLOB NOT NULL, is_open INTEGER NOT NULL, severity INTEGER NOT NULL, blocks TEXT NOT NULL,
        since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
      CREATE INDEX cross_conflict_by_id ON cross_conflict(id);
      CREATE TABLE peer(
        name TEXT NOT NULL, partition TEXT NOT NULL, vector BLOB NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY(name, partition)) STRICT, WITHOUT ROWID;
      CREATE TABLE refusal(
        id INTEGER PRIMARY KEY, peer TEXT NOT NULL, partition TEXT NOT NULL, origin BLOB NOT NULL,
        sequence INTEGER NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL,
        UNIQUE(peer, partition, origin, sequence)) STRICT;
      CREATE TABLE invitation(
        token_hash BLOB PRIMARY KEY, node TEXT NOT NULL, grants TEXT NOT NULL, expires_at INTEGER NOT NULL,
        used_at INTEGER) STRICT, WITHOUT ROWID;
      CREATE TABLE import_progress(
        source TEXT PRIMARY KEY, line INTEGER NOT NULL, accepted INTEGER NOT NULL, refused INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
      """),
  // What was not taken, verbatim, until a person or a later sync settles it. `first` and `last` are 0 where nobody can say
  // whose log it is.
  Migration(
    name: "0002-quarantine",
    sql: """
      CREATE TABLE quarantine(
        id INTEGER PRIMARY KEY, public TEXT NOT NULL UNIQUE, partition TEXT NOT NULL, origin BLOB NOT NULL,
        node TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, first_hash BLOB NOT NULL,
        last_hash BLOB NOT NULL, changes INTEGER NOT NULL, code INTEGER NOT NULL, reason INTEGER NOT NULL,
        sequence INTEGER NOT NULL, batch BLOB NOT NULL, since INTEGER NOT NULL, latest INTEGER NOT NULL,
        times INTEGER NOT NULL, discarded_at INTEGER, discarded_by TEXT, discarded_for TEXT,
        UNIQUE(partition, origin, first_hash)) STRICT;
      CREATE INDEX quarantine_by_node ON quarantine(node);
      """),
  // What a person must look at. While an alarm stands, the same one raised again counts up.
  Migration(
    name: "0003-alarms",
    sql: """
      CREATE TABLE alarm(
        id INTEGER PRIMARY KEY, kind TEXT NOT NULL, subject TEXT NOT NULL, facts TEXT NOT NULL,
        first INTEGER NOT NULL, last INTEGER NOT NULL, count INTEGER NOT NULL,
        acknowledged INTEGER, acknowledged_by TEXT, reason TEXT) STRICT;
      CREATE UNIQUE INDEX alarm_standing ON alarm(kind, subject) WHERE acknowledged IS NULL;
      """),
  // What is known of peers through bundles, and the latest bundles that were sent.
  Migration(
    name: "0004-bundles",
    sql: """
      CREATE TABLE bundle_peer(
        name TEXT PRIMARY KEY, origin BLOB, former BLOB NOT NULL, wanted BLOB NOT NULL, seen BLOB
        ) STRICT, WITHOUT ROWID;
      CREATE TABLE bundle_sent(
        id INTEGER PRIMARY KEY, bundle BLOB NOT NULL UNIQUE, peer TEXT NOT NULL, origin BLOB, at INTEGER NOT NULL
        ) STRICT;
      """),
  // A log that has a fork point is kept as continuations: each goes on from `base` of the one that it leaves. Where its rows
  // lie (`storage` << 40 | sequence) does not change when it gets a name of its own: nothing is rewritten.
  Migration(
    name: "0005-forks",
    sql: """
      ALTER TABLE log ADD COLUMN base INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE log ADD COLUMN base_hash BLOB NOT NULL DEFAULT x'';
      ALTER TABLE log ADD COLUMN storage INTEGER NOT NULL DEFAULT 0;
      UPDATE log SET storage = id;
      CREATE TABLE fork(
        partition INTEGER NOT NULL REFERENCES partition, origin INTEGER NOT NULL REFERENCES origin,
        sequence INTEGER NOT NULL, hash BLOB NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY(partition, hash)) STRICT, WITHOUT ROWID;
      """),
  // One tree in the order of records instead of three, one of which was in the order of chance. The public id needs none:
  // it follows from record and group. And the words of the name search as a table, to ask which begin so.
  Migration(
    name: "0006-conflict-by-record",
    sql: """
      ALTER TABLE conflict RENAME TO conflict_before;
      CREATE TABLE conflict(
        record INTEGER NOT NULL, grp INTEGER NOT NULL, public TEXT NOT NULL, version BLOB NOT NULL,
        rule TEXT NOT NULL, is_open INTEGER NOT NULL, severity INTEGER NOT NULL, blocks TEXT NOT NULL,
        since INTEGER NOT NULL, PRIMARY KEY(record, grp)) STRICT, WITHOUT ROWID;
      INSERT INTO conflict(record, grp, public, version, rule, is_open, severity, blocks, since)
        SELECT record, grp, public, version, rule, is_open, severity, blocks, since FROM conflict_before;
      DROP TABLE conflict_before;
      CREATE VIRTUAL TABLE person_word USING fts5vocab(person_text, instance);
      """),
  // Where two sides that only meet by bundle are on two continuations of one log: what is to be told, and what was.
  Migration(
    name: "0007-bundle-forks",
    sql: """
      ALTER TABLE bundle_peer ADD COLUMN disputed BLOB NOT NULL DEFAULT x'';
      ALTER TABLE bundle_peer ADD COLUMN samples BLOB NOT NULL DEFAULT x'';
      """),
  // Changes of revoked logs that were taken because others had them, and whether the province has answered them.
  Migration(
    name: "0008-tainted",
    sql: """
      CREATE TABLE tainted(change INTEGER PRIMARY KEY, isDone INTEGER NOT NULL) STRICT;
      CREATE INDEX tainted_open ON tainted(change) WHERE isDone = 0;
      """),
]
