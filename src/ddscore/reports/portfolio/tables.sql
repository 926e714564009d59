-- What holds a portfolio's results: a fact in one place, each reference with its key.

CREATE TABLE about (tool TEXT NOT NULL, version TEXT NOT NULL, format TEXT NOT NULL PRIMARY KEY);

CREATE TABLE about_columns (
    "table" TEXT NOT NULL, "column" TEXT NOT NULL, unit TEXT, description TEXT NOT NULL,
    PRIMARY KEY ("table", "column")
);

CREATE TABLE rubrics (
    rubric TEXT PRIMARY KEY, title TEXT NOT NULL, version TEXT NOT NULL,
    higher_is TEXT NOT NULL CHECK (higher_is IN ('better', 'worse')), sha256 TEXT NOT NULL
);

CREATE TABLE decisions (
    rubric TEXT NOT NULL REFERENCES rubrics,
    kind TEXT NOT NULL CHECK (kind IN ('band', 'profile', 'outcome')), id TEXT NOT NULL, place INTEGER NOT NULL, title TEXT NOT NULL,
    PRIMARY KEY (rubric, kind, id)
);

CREATE TABLE cases (
    "case" TEXT PRIMARY KEY, company TEXT NOT NULL, status TEXT NOT NULL, sha256 TEXT NOT NULL,
    answers_sha256 TEXT
);

CREATE TABLE lists (
    list INTEGER PRIMARY KEY, as_of TEXT, file TEXT NOT NULL, sha256 TEXT NOT NULL,
    measure TEXT NOT NULL CHECK (measure IN ('value', 'weight')), currency TEXT, total REAL NOT NULL,
    lines INTEGER NOT NULL, unread INTEGER NOT NULL, notes TEXT
);

CREATE TABLE positions (
    position INTEGER PRIMARY KEY, list INTEGER NOT NULL REFERENCES lists, name TEXT NOT NULL,
    value REAL NOT NULL, weight REAL,
    held TEXT NOT NULL CHECK (held IN ('assessed', 'no-record', 'unclear', 'invalid')),
    "case" TEXT REFERENCES cases
);
CREATE INDEX positions_by_case ON positions ("case");

CREATE TABLE lines (
    list INTEGER NOT NULL REFERENCES lists, line INTEGER NOT NULL,
    position INTEGER NOT NULL REFERENCES positions,
    PRIMARY KEY (list, line)
);
CREATE INDEX lines_by_position ON lines (position);

CREATE TABLE matches (
    position INTEGER NOT NULL REFERENCES positions, number INTEGER NOT NULL, "by" TEXT NOT NULL,
    value TEXT NOT NULL, entity TEXT, relation TEXT,
    PRIMARY KEY (position, number)
);

CREATE TABLE near_names (
    position INTEGER NOT NULL REFERENCES positions, number INTEGER NOT NULL, "case" TEXT NOT NULL,
    company TEXT NOT NULL, name TEXT NOT NULL, relation TEXT,
    PRIMARY KEY (position, number)
);

CREATE TABLE standings (
    position INTEGER NOT NULL REFERENCES positions, rubric TEXT NOT NULL REFERENCES rubrics,
    as_of TEXT NOT NULL,
    policy REAL, policy_low REAL, policy_high REAL,
    practice REAL, practice_low REAL, practice_high REAL,
    gap REAL, gap_low REAL, gap_high REAL,
    overall REAL, overall_low REAL, overall_high REAL,
    coverage REAL, band TEXT, profile TEXT, outcome TEXT,
    contradictions INTEGER NOT NULL, possible_contradictions INTEGER NOT NULL,
    open_promises INTEGER NOT NULL, longest_promise_months INTEGER, unanswered INTEGER NOT NULL,
    PRIMARY KEY (position, rubric)
);

CREATE TABLE possible (
    position INTEGER NOT NULL, rubric TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
    PRIMARY KEY (position, rubric, kind, id),
    FOREIGN KEY (position, rubric) REFERENCES standings (position, rubric),
    FOREIGN KEY (rubric, kind, id) REFERENCES decisions (rubric, kind, id)
);

CREATE TABLE nodes (
    position INTEGER NOT NULL, rubric TEXT NOT NULL, node TEXT NOT NULL, status TEXT NOT NULL,
    percent REAL, low REAL, high REAL, band TEXT,
    PRIMARY KEY (position, rubric, node),
    FOREIGN KEY (position, rubric) REFERENCES standings (position, rubric)
);

CREATE TABLE warnings (
    position INTEGER NOT NULL, rubric TEXT NOT NULL, number INTEGER NOT NULL, said TEXT NOT NULL,
    PRIMARY KEY (position, rubric, number),
    FOREIGN KEY (position, rubric) REFERENCES standings (position, rubric)
);

CREATE TABLE shares (
    list INTEGER NOT NULL REFERENCES lists, rubric TEXT NOT NULL REFERENCES rubrics, share TEXT NOT NULL,
    title TEXT NOT NULL, "by" TEXT NOT NULL, node TEXT, least REAL, most REAL,
    PRIMARY KEY (list, rubric, share)
);

CREATE TABLE share_rows (
    list INTEGER NOT NULL, rubric TEXT NOT NULL, share TEXT NOT NULL, place INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('said', 'not-applicable', 'undetermined', 'no-record')),
    id TEXT, title TEXT NOT NULL, positions INTEGER NOT NULL, value REAL NOT NULL, weight REAL NOT NULL,
    possible_weight REAL,
    PRIMARY KEY (list, rubric, share, place),
    FOREIGN KEY (list, rubric, share) REFERENCES shares (list, rubric, share)
);

CREATE TABLE averages (
    rubric TEXT NOT NULL REFERENCES rubrics, share TEXT NOT NULL, title TEXT NOT NULL, least REAL, most REAL,
    is_as_asked INTEGER,
    PRIMARY KEY (rubric, share)
);

CREATE TABLE average_rows (
    rubric TEXT NOT NULL, share TEXT NOT NULL, place INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT,
    title TEXT NOT NULL, weight REAL NOT NULL, possible_weight REAL,
    PRIMARY KEY (rubric, share, place),
    FOREIGN KEY (rubric, share) REFERENCES averages (rubric, share)
);

CREATE TABLE problems (
    number INTEGER PRIMARY KEY, file TEXT NOT NULL, line INTEGER, "check" TEXT NOT NULL,
    message TEXT NOT NULL, hint TEXT NOT NULL
);

CREATE VIEW holdings AS
SELECT positions.position, lists.as_of AS list_as_of, positions.name, cases.company, positions.weight,
    positions.held, standings.rubric, standings.as_of, standings.practice, standings.practice_low,
    standings.practice_high, standings.policy, standings.policy_low, standings.policy_high, standings.gap_low,
    standings.gap_high, standings.overall, standings.overall_low, standings.overall_high,
    coalesce(profiles.title, standings.profile) AS profile,
    coalesce(outcomes.title, standings.outcome) AS outcome, standings.coverage, standings.contradictions,
    standings.longest_promise_months, cases.status
FROM positions
JOIN lists ON lists.list = positions.list
LEFT JOIN cases ON cases."case" = positions."case"
LEFT JOIN standings ON standings.position = positions.position
LEFT JOIN decisions AS profiles
    ON profiles.rubric = standings.rubric AND profiles.kind = 'profile' AND profiles.id = standings.profile
LEFT JOIN decisions AS outcomes
    ON outcomes.rubric = standings.rubric AND outcomes.kind = 'outcome' AND outcomes.id = standings.outcome;

CREATE VIEW shares_of_value AS
SELECT lists.as_of, share_rows.rubric, shares.title AS share, share_rows.title AS said,
    round(share_rows.weight * 100, 1) AS percent, share_rows.positions,
    round(share_rows.possible_weight * 100, 1) AS also_possible_percent
FROM share_rows
JOIN shares USING (list, rubric, share)
JOIN lists USING (list)
ORDER BY share_rows.list, share_rows.rubric, share_rows.share, share_rows.place;

CREATE VIEW without_record AS
SELECT lists.as_of, positions.name, round(positions.weight * 100, 3) AS percent, positions.held,
    (SELECT group_concat(near_names.company || ' (' || near_names."case" || ')', '; ')
     FROM near_names WHERE near_names.position = positions.position) AS near
FROM positions
JOIN lists USING (list)
WHERE positions.held <> 'assessed'
ORDER BY positions.weight DESC;
