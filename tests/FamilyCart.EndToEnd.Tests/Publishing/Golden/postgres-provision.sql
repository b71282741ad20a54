
\set password `head -n 1 /run/secrets/familycart-password`
select 'create role "familycart"' where not exists (select from pg_roles where rolname = 'familycart') \gexec
alter role "familycart" login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'password';
\set password `head -n 1 /run/secrets/familycart-owner-password`
select 'create role "familycart_owner"' where not exists (select from pg_roles where rolname = 'familycart_owner') \gexec
alter role "familycart_owner" login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'password';
select 'create database "familycart" owner "familycart_owner"' where not exists (select from pg_database where datname = 'familycart') \gexec
alter database "familycart" owner to "familycart_owner";
revoke all on database "familycart" from public;
grant connect on database "familycart" to "familycart", pg_monitor;
\connect "familycart"
ALTER SCHEMA public OWNER TO "familycart_owner";
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO "familycart";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "familycart";
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO "familycart";
ALTER DEFAULT PRIVILEGES FOR ROLE "familycart_owner" GRANT USAGE ON SCHEMAS TO "familycart";
ALTER DEFAULT PRIVILEGES FOR ROLE "familycart_owner" GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "familycart";
ALTER DEFAULT PRIVILEGES FOR ROLE "familycart_owner" GRANT USAGE, SELECT ON SEQUENCES TO "familycart";
\connect postgres

\set password `head -n 1 /run/secrets/runners-password`
select 'create role "runners"' where not exists (select from pg_roles where rolname = 'runners') \gexec
alter role "runners" login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'password';
\set password `head -n 1 /run/secrets/runners-owner-password`
select 'create role "runners_owner"' where not exists (select from pg_roles where rolname = 'runners_owner') \gexec
alter role "runners_owner" login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'password';
select 'create database "runners" owner "runners_owner"' where not exists (select from pg_database where datname = 'runners') \gexec
alter database "runners" owner to "runners_owner";
revoke all on database "runners" from public;
grant connect on database "runners" to "runners", pg_monitor;
\connect "runners"
ALTER SCHEMA public OWNER TO "runners_owner";
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO "runners";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "runners";
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO "runners";
ALTER DEFAULT PRIVILEGES FOR ROLE "runners_owner" GRANT USAGE ON SCHEMAS TO "runners";
ALTER DEFAULT PRIVILEGES FOR ROLE "runners_owner" GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "runners";
ALTER DEFAULT PRIVILEGES FOR ROLE "runners_owner" GRANT USAGE, SELECT ON SEQUENCES TO "runners";
\connect postgres

\set password `head -n 1 /run/secrets/monitor-password`
select 'create role "monitor"' where not exists (select from pg_roles where rolname = 'monitor') \gexec
alter role "monitor" login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'password';
grant pg_monitor to "monitor";

\set password `head -n 1 /run/secrets/backup-password`
select 'create role "backup"' where not exists (select from pg_roles where rolname = 'backup') \gexec
alter role "backup" login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'password';
select 'create database "backup" owner "backup"' where not exists (select from pg_database where datname = 'backup') \gexec
revoke all on database "backup" from public;
grant pg_monitor, pg_read_all_data, pg_checkpoint to "backup";
\connect "backup"
GRANT EXECUTE ON FUNCTION pg_backup_start(text, boolean), pg_backup_stop(boolean), pg_switch_wal(), pg_create_restore_point(text) TO "backup";
\connect postgres
