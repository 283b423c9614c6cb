-- Before copy-then-keys.sql, and not measured: takes the keys and the index from the tables that memberport ddl makes.
ALTER TABLE member DROP CONSTRAINT member_pkey;
ALTER TABLE member_value DROP CONSTRAINT member_value_pkey;
DROP INDEX member_value_variable_id;
