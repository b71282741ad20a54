-- A log-in and all tokens that came from it. Tokens written by the version before get a log-in of their own.
alter table access_token add column login_id uuid not null default gen_random_uuid();
create index access_token_login on access_token (login_id);

-- email_key is the claim of an address that its account has proven. It is null until then, so that an address can be claimed by
-- its owner only. Accounts of the version before have claimed theirs.
alter table account alter column email_key drop not null;
-- The address that awaits proof, in the form that is compared: a new account's own, or the one that an account changes to.
alter table account add column pending_email_key text check (char_length(pending_email_key) <= 320);
-- The new address as its owner writes it; null for a new account, whose email it is.
alter table account add column pending_email text check (char_length(pending_email) <= 320);
create index account_pending_email_key on account (pending_email_key, created_at desc) where pending_email_key is not null;
create index account_unproven on account (created_at) where email_key is null;

-- What letters carry: each proves an address once.
create table account_token (
    token_hash bytea primary key check (octet_length(token_hash) = 32),
    account_id uuid not null references account (id) on delete cascade,
    purpose text not null check (purpose in ('verify', 'reset')),
    -- The address that the letter went to.
    email_key text not null check (char_length(email_key) <= 320),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    -- Kept after its use, to tell who clicks twice that all is well.
    used_at timestamptz
);
create index account_token_account on account_token (account_id);
create index account_token_expires_at on account_token (expires_at);

-- Beside access_token, whose rows the version before takes for access tokens.
create table refresh_token (
    token_hash bytea primary key check (octet_length(token_hash) = 32),
    login_id uuid not null,
    account_id uuid not null references account (id) on delete cascade,
    created_at timestamptz not null,
    -- When the log-in ends however much it is used: the same for all its tokens.
    expires_at timestamptz not null,
    -- Kept after its use, to notice when somebody uses it again.
    used_at timestamptz
);
create index refresh_token_login on refresh_token (login_id);
create index refresh_token_account on refresh_token (account_id);
create index refresh_token_created_at on refresh_token (created_at);

-- Failed log-ins and letters by address, whether or not it has an account.
create table address_counter (
    purpose text not null check (purpose in ('login', 'verify', 'reset', 'invitation')),
    -- SHA-256 of the address, which may be nobody's here.
    address_hash bytea not null check (octet_length(address_hash) = 32),
    count integer not null,
    ends_at timestamptz not null,
    primary key (purpose, address_hash)
);
create index address_counter_ends_at on address_counter (ends_at);
