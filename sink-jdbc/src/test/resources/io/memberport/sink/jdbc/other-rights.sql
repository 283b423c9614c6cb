-- Ways to let an account write the tables of layout=long that are not on the page. As there, memberport is the account, crm
-- the schema and members the database. Those in place of a table come before the grants of the page.

-- postgresql: on columns
CREATE USER memberport PASSWORD 'change-me';
GRANT CONNECT, TEMPORARY ON DATABASE members TO memberport;
GRANT USAGE ON SCHEMA crm TO memberport;
GRANT INSERT, UPDATE (row_count, variables), SELECT (sync_id, run_id, community, table_set, numbers, mode, export_key, batch_id,
  content_sha256, export_date, last_sync_date, policy, privacy, variables) ON crm.memberport_sync TO memberport;
GRANT SELECT (member_id), INSERT, DELETE ON crm.member TO memberport;
GRANT SELECT (variable_id), INSERT (variable_id, name, data_type, is_sensitive), DELETE ON crm.variable TO memberport;
GRANT SELECT, INSERT, DELETE ON crm.member_value TO memberport;

-- postgresql: by roles
CREATE USER memberport PASSWORD 'change-me';
GRANT CONNECT, TEMPORARY ON DATABASE members TO memberport;
GRANT pg_read_all_data, pg_write_all_data TO memberport;

-- postgresql: as the owner
CREATE USER memberport PASSWORD 'change-me';
GRANT CONNECT, TEMPORARY ON DATABASE members TO memberport;
GRANT USAGE ON SCHEMA crm TO memberport;
ALTER TABLE crm.memberport_sync OWNER TO memberport;
ALTER TABLE crm.member OWNER TO memberport;
ALTER TABLE crm.variable OWNER TO memberport;
ALTER TABLE crm.member_value OWNER TO memberport;

-- postgresql: as a superuser
CREATE USER memberport SUPERUSER PASSWORD 'change-me';

-- postgresql: excepted from row-level security
CREATE USER memberport BYPASSRLS PASSWORD 'change-me';
GRANT CONNECT, TEMPORARY ON DATABASE members TO memberport;
GRANT pg_read_all_data, pg_write_all_data TO memberport;
ALTER TABLE crm.member ENABLE ROW LEVEL SECURITY;

-- postgresql, in place of a table: a view
ALTER TABLE crm.member RENAME TO people;
CREATE VIEW crm.member AS SELECT * FROM crm.people;

-- postgresql, in place of a table: partitions
ALTER TABLE crm.member_value RENAME TO model;
CREATE TABLE crm.member_value (LIKE crm.model INCLUDING ALL) PARTITION BY HASH (member_id);
CREATE TABLE crm.half PARTITION OF crm.member_value FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE crm.rest PARTITION OF crm.member_value FOR VALUES WITH (MODULUS 2, REMAINDER 1);

-- postgresql, in place of a table: a view that others may not write, and a trigger that does
ALTER TABLE crm.member_value RENAME TO kept;
CREATE VIEW crm.member_value AS SELECT * FROM crm.kept WHERE position > -2 LIMIT 1000000;
CREATE FUNCTION crm.keep() RETURNS trigger SECURITY DEFINER LANGUAGE plpgsql AS 'BEGIN
  IF TG_OP = ''DELETE'' THEN DELETE FROM crm.kept WHERE member_id = OLD.member_id AND variable_id = OLD.variable_id
  AND position = OLD.position; RETURN OLD; END IF; INSERT INTO crm.kept VALUES (NEW.*); RETURN NEW; END';
CREATE TRIGGER keeps INSTEAD OF INSERT OR DELETE ON crm.member_value FOR EACH ROW EXECUTE FUNCTION crm.keep();

-- mariadb: on columns
CREATE USER memberport IDENTIFIED BY 'change-me';
GRANT CREATE TEMPORARY TABLES ON crm.* TO memberport;
GRANT INSERT, UPDATE (row_count, variables), SELECT (sync_id, run_id, community, table_set, numbers, mode, export_key, batch_id,
  content_sha256, export_date, last_sync_date, policy, privacy, variables) ON crm.memberport_sync TO memberport;
GRANT SELECT (member_id), INSERT, DELETE ON crm.member TO memberport;
GRANT SELECT (variable_id), INSERT, DELETE ON crm.variable TO memberport;
GRANT SELECT, INSERT, DELETE ON crm.member_value TO memberport;

-- mariadb: by a role
CREATE USER memberport IDENTIFIED BY 'change-me';
CREATE OR REPLACE ROLE writers;
GRANT CREATE TEMPORARY TABLES, SELECT, INSERT, UPDATE, DELETE ON crm.* TO writers;
GRANT writers TO memberport;
SET DEFAULT ROLE writers FOR memberport;

-- mariadb: on all databases
CREATE USER memberport IDENTIFIED BY 'change-me';
GRANT CREATE TEMPORARY TABLES, SELECT, INSERT, UPDATE, DELETE ON *.* TO memberport;

-- mariadb, in place of a table: a view
RENAME TABLE crm.member TO crm.people;
CREATE VIEW crm.member AS SELECT * FROM crm.people;

-- h2: as an administrator
CREATE USER memberport PASSWORD 'change-me' ADMIN;

-- h2: on the schema
CREATE USER memberport PASSWORD 'change-me';
GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA crm TO memberport;

-- h2: by a role
CREATE USER memberport PASSWORD 'change-me';
CREATE ROLE writers;
GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA crm TO writers;
GRANT writers TO memberport;
