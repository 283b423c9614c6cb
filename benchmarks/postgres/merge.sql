-- The yardstick of a merge: CSV files into temporary tables, and from there into the tables with the statements that
-- sink-jdbc merges the long layout with. They are read off its classes LongTables (extend, apply, moveChanged),
-- ChangedVariables, TableSet (insertStaged), VariableTable, SyncLog, Staging (analyze), Statements (selectMatching),
-- PostgresStatements and PostgresTransactions; a change to those is a change to this.
--
-- Left out, so that the script has less to do than the sink: the number and the count of rows of each staged member, which the
-- sink needs for members that come twice; counting what is staged; the lock.
--
-- The variable sync_id is the number of the commit, whose row is in memberport_sync.csv.
CREATE TEMPORARY TABLE memberport_stage_value (
  member_id text COLLATE "C" NOT NULL,
  variable_id text COLLATE "C" NOT NULL,
  position integer NOT NULL,
  value_id text,
  value text,
  value_number double precision,
  value_time timestamp with time zone,
  effective_date timestamp with time zone
);
CREATE TEMPORARY TABLE memberport_stage_member (
  member_id text COLLATE "C" NOT NULL
);
CREATE TEMPORARY TABLE memberport_stage_variable (
  variable_id text COLLATE "C" NOT NULL,
  name text,
  data_type text,
  is_sensitive boolean
);
\copy pg_temp.memberport_stage_value from 'member_value.csv' with (format csv)
\copy pg_temp.memberport_stage_member from 'member_id.csv' with (format csv)
\copy pg_temp.memberport_stage_variable from 'variable.csv' with (format csv)
ANALYZE pg_temp.memberport_stage_value;
ANALYZE pg_temp.memberport_stage_member;
CREATE TEMPORARY TABLE memberport_stage_changed (
  member_id text COLLATE "C" NOT NULL,
  variable_id text COLLATE "C" NOT NULL
);

BEGIN;
SET LOCAL work_mem = '64MB';
\copy memberport_sync from 'memberport_sync.csv' with (format csv)

INSERT INTO pg_temp.memberport_stage_changed
SELECT t.member_id, t.variable_id FROM pg_temp.memberport_stage_value t
WHERE NOT EXISTS (
  SELECT 1 FROM member_value u
  WHERE u.member_id = t.member_id AND u.variable_id = t.variable_id AND u.position = t.position
    AND u.value_id IS NOT DISTINCT FROM t.value_id
    AND u.value IS NOT DISTINCT FROM t.value
    AND u.value_number IS NOT DISTINCT FROM t.value_number
    AND u.value_time IS NOT DISTINCT FROM t.value_time
    AND u.effective_date IS NOT DISTINCT FROM t.effective_date);

INSERT INTO pg_temp.memberport_stage_changed
SELECT t.member_id, t.variable_id FROM member_value t
JOIN pg_temp.memberport_stage_value s ON s.member_id = t.member_id AND s.variable_id = t.variable_id
WHERE s.position = 0 AND t.position > 0 AND NOT EXISTS (
  SELECT 1 FROM (SELECT * FROM pg_temp.memberport_stage_value WHERE position > 0) u
  WHERE u.member_id = t.member_id AND u.variable_id = t.variable_id AND u.position = t.position);
ANALYZE pg_temp.memberport_stage_changed;

DELETE FROM member_value t USING pg_temp.memberport_stage_changed s
WHERE t.member_id = s.member_id AND t.variable_id = s.variable_id;

INSERT INTO member_value
  (member_id, variable_id, position, value_id, value, value_number, value_time, effective_date)
SELECT s.member_id, s.variable_id, s.position, s.value_id, s.value, s.value_number, s.value_time, s.effective_date
FROM (
  SELECT * FROM pg_temp.memberport_stage_value t
  WHERE (t.member_id, t.variable_id) IN (SELECT member_id, variable_id FROM pg_temp.memberport_stage_changed)) s;

DELETE FROM member t USING pg_temp.memberport_stage_member s
WHERE t.member_id = s.member_id;

INSERT INTO member (member_id, last_batch_id, last_export_date)
SELECT s.member_id, y.batch_id, y.export_date
FROM pg_temp.memberport_stage_member s
CROSS JOIN (SELECT export_key, batch_id, export_date FROM memberport_sync WHERE sync_id = :sync_id) y;

DELETE FROM variable t USING pg_temp.memberport_stage_variable s
WHERE t.variable_id = s.variable_id;

INSERT INTO variable (variable_id, name, data_type, is_sensitive)
SELECT s.variable_id, s.name, s.data_type, s.is_sensitive FROM pg_temp.memberport_stage_variable s;
COMMIT;
