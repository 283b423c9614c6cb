SET memory_limit = '512MB';
BEGIN;
COPY member FROM 'member.csv' (FORMAT csv, HEADER false);
COPY variable FROM 'variable.csv' (FORMAT csv, HEADER false);
COPY member_value FROM 'member_value.csv' (FORMAT csv, HEADER false, ALLOW_QUOTED_NULLS false);
COMMIT;
CHECKPOINT;
