-- The second index is made when the rows are there, which is quicker.
PRAGMA synchronous = FULL;
BEGIN;
DROP INDEX member_value_variable_id;
.mode csv
.import member.csv member
.import variable.csv variable
.import member_value.csv member_value
CREATE INDEX member_value_variable_id ON member_value (variable_id);
COMMIT;
