-- The yardstick of a merge: CSV files into temporary tables, and from there into the tables with the statements that
-- sink-jdbc merges the long layout with. They are read off its classes LongTables (apply, moveChanged) and ChangedVariables; a
-- change to those is a change to this. The loader knows no nulls, so an empty text counts as one.
PRAGMA synchronous = FULL;
PRAGMA temp_store = FILE;
CREATE TEMPORARY TABLE stage_value (
  value_count INTEGER, member_id TEXT, variable_id TEXT, position INTEGER, value_id TEXT, value TEXT, value_number REAL,
  value_time TEXT, effective_date TEXT
);
CREATE TEMPORARY TABLE stage_member (member_id TEXT);
CREATE TEMPORARY TABLE stage_variable (variable_id TEXT, name TEXT, data_type TEXT, is_sensitive BOOLEAN);
CREATE TEMPORARY TABLE changed (member_id TEXT, variable_id TEXT, PRIMARY KEY (member_id, variable_id));
.mode csv
.import staged_value.csv stage_value --schema temp
.import member_id.csv stage_member --schema temp
.import variable.csv stage_variable --schema temp
BEGIN IMMEDIATE;

INSERT INTO changed
SELECT DISTINCT s.member_id, s.variable_id FROM stage_value s
LEFT JOIN member_value u ON u.member_id = s.member_id AND u.variable_id = s.variable_id
WHERE s.value_count <= 1 AND NOT (u.position IS s.position
  AND NULLIF(u.value_id, '') IS NULLIF(s.value_id, '')
  AND NULLIF(u.value, '') IS NULLIF(s.value, '')
  AND NULLIF(u.value_number, '') IS NULLIF(s.value_number, '')
  AND NULLIF(u.value_time, '') IS NULLIF(s.value_time, '')
  AND NULLIF(u.effective_date, '') IS NULLIF(s.effective_date, ''));

INSERT INTO changed
SELECT DISTINCT s.member_id, s.variable_id FROM stage_value s
LEFT JOIN member_value u ON u.member_id = s.member_id AND u.variable_id = s.variable_id AND u.position = s.position
  AND NULLIF(u.value_id, '') IS NULLIF(s.value_id, '')
  AND NULLIF(u.value, '') IS NULLIF(s.value, '')
  AND NULLIF(u.value_number, '') IS NULLIF(s.value_number, '')
  AND NULLIF(u.value_time, '') IS NULLIF(s.value_time, '')
  AND NULLIF(u.effective_date, '') IS NULLIF(s.effective_date, '')
LEFT JOIN member_value n ON n.member_id = s.member_id AND n.variable_id = s.variable_id
  AND s.position = 0 AND n.position >= s.value_count
WHERE s.value_count > 1 AND (u.member_id IS NULL OR n.member_id IS NOT NULL);

DELETE FROM member_value WHERE (member_id, variable_id) IN (SELECT member_id, variable_id FROM changed);

INSERT INTO member_value
SELECT s.member_id, s.variable_id, s.position, s.value_id, s.value, s.value_number, s.value_time, s.effective_date
FROM changed c CROSS JOIN stage_value s ON s.member_id = c.member_id AND s.variable_id = c.variable_id;

-- All members of the export have its date.
CREATE TEMPORARY TABLE export AS SELECT last_export_date FROM member LIMIT 1;
DELETE FROM member WHERE member_id IN (SELECT member_id FROM stage_member);
INSERT INTO member SELECT member_id, 'unchanged', last_export_date FROM stage_member CROSS JOIN export;
DELETE FROM variable WHERE variable_id IN (SELECT variable_id FROM stage_variable);
INSERT INTO variable SELECT * FROM stage_variable;
COMMIT;
