-- A log-in and all tokens that came from it. Tokens written by the version before get a log-in of their own.
alter table access_token add column login_id uuid not null default gen_random_uuid();
create index access_token_login on access_token (login_id);
