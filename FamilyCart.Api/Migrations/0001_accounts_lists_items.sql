-- Lengths count characters; the API checks them first, these are the last line.

create table account (
    id uuid primary key,
    email text not null check (char_length(email) <= 320),
    -- The address in the form that is compared: trimmed, lower case.
    email_key text not null unique check (char_length(email_key) <= 320),
    password_hash text not null check (char_length(password_hash) <= 1024),
    nickname text not null check (char_length(nickname) between 1 and 50),
    first_name text check (char_length(first_name) <= 50),
    last_name text check (char_length(last_name) <= 50),
    is_active boolean not null default true,
    is_superuser boolean not null default false,
    is_verified boolean not null,
    created_at timestamptz not null
);

create table access_token (
    -- SHA-256 of the token; the token itself is known to its bearer only.
    token_hash bytea primary key check (octet_length(token_hash) = 32),
    account_id uuid not null references account (id) on delete cascade,
    created_at timestamptz not null,
    last_used_at timestamptz not null,
    expires_at timestamptz not null
);
create index access_token_account on access_token (account_id);

create table shopping_list (
    id integer generated always as identity primary key,
    name text not null check (char_length(name) between 1 and 100),
    description text check (char_length(description) <= 500),
    owner_id uuid not null references account (id) on delete cascade,
    -- The number of the latest change; every change of the list, its items or members takes the next one.
    last_sequence bigint not null default 0,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create index shopping_list_owner on shopping_list (owner_id);

-- The owner is a member too, so that one look-up answers whether an account may read and write a list.
create table list_member (
    list_id integer not null references shopping_list (id) on delete cascade,
    account_id uuid not null references account (id) on delete cascade,
    joined_at timestamptz not null,
    primary key (list_id, account_id)
);
create index list_member_account on list_member (account_id);

create table item (
    id integer generated always as identity primary key,
    list_id integer not null references shopping_list (id) on delete cascade,
    name text not null check (char_length(name) between 1 and 100),
    quantity text check (char_length(quantity) <= 50),
    comment text check (char_length(comment) <= 1000),
    is_completed boolean not null default false,
    owner_id uuid not null references account (id),
    last_modified_by_id uuid not null references account (id),
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create index item_list on item (list_id);
create index item_owner on item (owner_id);
create index item_last_modified_by on item (last_modified_by_id);
