-- The hard yardstick of a first load: what somebody does who knows PostgreSQL well. Rows are frozen as they come, which takes
-- tables that this transaction has made or emptied; keys and the index are made when the rows are there.
BEGIN;
TRUNCATE member, member_value;
\copy member from 'member.csv' with (format csv, freeze)
\copy variable from 'variable.csv' with (format csv)
\copy member_value from 'member_value.csv' with (format csv, freeze)
\copy memberport_sync from 'memberport_sync.csv' with (format csv)
ALTER TABLE member ADD PRIMARY KEY (member_id);
ALTER TABLE member_value ADD PRIMARY KEY (member_id, variable_id, position);
CREATE INDEX member_value_variable_id ON member_value (variable_id);
COMMIT;
