-- The yardstick of a merge: CSV files into temporary tables, and from there into the tables with the statements that
-- sink-jdbc merges the long layout with. They are read off its classes LongTables (apply, moveChanged) and ChangedVariables; a
-- change to those is a change to this.
SET sql_mode = 'STRICT_ALL_TABLES';
CREATE TEMPORARY TABLE stage_value (
  value_count int, member_id varchar(255), variable_id varchar(255), position int, value_id longtext, value longtext,
  value_number double, value_time datetime(6), effective_date datetime(6)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TEMPORARY TABLE stage_member (member_id varchar(255))
  ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TEMPORARY TABLE stage_variable (
  variable_id varchar(255), name longtext, data_type longtext, is_sensitive boolean
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TEMPORARY TABLE changed (member_id varchar(255), variable_id varchar(255), PRIMARY KEY (member_id, variable_id))
  ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
LOAD DATA LOCAL INFILE 'staged_value.csv' INTO TABLE stage_value CHARACTER SET utf8mb4
  FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '"' ESCAPED BY '';
LOAD DATA LOCAL INFILE 'member_id.csv' INTO TABLE stage_member CHARACTER SET utf8mb4
  FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '"' ESCAPED BY '';
LOAD DATA LOCAL INFILE 'variable.csv' INTO TABLE stage_variable CHARACTER SET utf8mb4
  FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '"' ESCAPED BY '';
BEGIN;

INSERT INTO changed
SELECT DISTINCT s.member_id, s.variable_id FROM stage_value s
LEFT JOIN member_value u ON u.member_id = s.member_id AND u.variable_id = s.variable_id
WHERE s.value_count <= 1 AND NOT (u.position <=> s.position AND u.value_id <=> s.value_id AND u.value <=> s.value
  AND u.value_number <=> s.value_number AND u.value_time <=> s.value_time AND u.effective_date <=> s.effective_date);

INSERT INTO changed
SELECT DISTINCT s.member_id, s.variable_id FROM stage_value s
LEFT JOIN member_value u ON u.member_id = s.member_id AND u.variable_id = s.variable_id AND u.position = s.position
  AND u.value_id <=> s.value_id AND u.value <=> s.value AND u.value_number <=> s.value_number
  AND u.value_time <=> s.value_time AND u.effective_date <=> s.effective_date
LEFT JOIN member_value n ON n.member_id = s.member_id AND n.variable_id = s.variable_id
  AND s.position = 0 AND n.position >= s.value_count
WHERE s.value_count > 1 AND (u.member_id IS NULL OR n.member_id IS NOT NULL);

DELETE t FROM changed c STRAIGHT_JOIN member_value t ON t.member_id = c.member_id AND t.variable_id = c.variable_id;
INSERT INTO member_value
SELECT s.member_id, s.variable_id, s.position, s.value_id, s.value, s.value_number, s.value_time, s.effective_date
FROM stage_value s STRAIGHT_JOIN changed u ON u.member_id = s.member_id AND u.variable_id = s.variable_id;

-- All members of the export have its date.
SELECT last_export_date INTO @date FROM member LIMIT 1;
DELETE t FROM stage_member s STRAIGHT_JOIN member t ON t.member_id = s.member_id;
INSERT INTO member SELECT member_id, 'unchanged', @date FROM stage_member;
DELETE t FROM stage_variable s STRAIGHT_JOIN variable t ON t.variable_id = s.variable_id;
INSERT INTO variable SELECT * FROM stage_variable;
COMMIT;
