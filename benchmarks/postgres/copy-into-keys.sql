-- The simple yardstick of a first load: CSV files into tables that have their keys and the index.
BEGIN;
\copy member from 'member.csv' with (format csv)
\copy variable from 'variable.csv' with (format csv)
\copy member_value from 'member_value.csv' with (format csv)
\copy memberport_sync from 'memberport_sync.csv' with (format csv)
COMMIT;
