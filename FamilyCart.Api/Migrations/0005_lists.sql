-- Everything here is additive: the version before goes on working, and what it writes is seen as a change.

-- A version is raised by whoever changes a row, whatever it knows of versions.
create function raise_version() returns trigger language plpgsql as $$
begin
    new.version := old.version + 1;
    return new;
end
$$;

alter table shopping_list add column version bigint not null default 1;
-- A deleted list has no members, so that nobody can name it; former_member remembers them for its return.
alter table shopping_list add column deleted_at timestamptz;
create index shopping_list_deleted on shopping_list (deleted_at) where deleted_at is not null;
-- Changes of what is in the list are counted by last_sequence; the version is that of the list itself.
create trigger shopping_list_version before update of name, description, owner_id, deleted_at on shopping_list
    for each row execute function raise_version();

-- Whoever owns the list has every right, whatever stands here.
alter table list_member add column role text not null default 'editor' check (role in ('editor', 'viewer'));

create table former_member (
    list_id integer not null references shopping_list (id) on delete cascade,
    account_id uuid not null references account (id) on delete cascade,
    role text not null,
    joined_at timestamptz not null,
    primary key (list_id, account_id)
);
create index former_member_account on former_member (account_id);

alter table item add column version bigint not null default 1;
alter table item add column is_unavailable boolean not null default false;
-- Where the item was put by hand within its category; null for those that nobody has moved.
alter table item add column position double precision;
alter table item add column category_id integer references category (id) on delete set null;
alter table item add column icon_name text check (char_length(icon_name) <= 50);
alter table item add column standardized_name text check (char_length(standardized_name) <= 100);
alter table item add column translations jsonb;
alter table item add column quantity_value numeric(10, 3) check (quantity_value >= 0);
alter table item add column quantity_unit_id text references unit (id) on delete set null;
alter table item add column quantity_display_text text check (char_length(quantity_display_text) <= 100);
create index item_category on item (category_id);
create index item_unit on item (quantity_unit_id);
create trigger item_version before update on item for each row execute function raise_version();

-- Deleted items leave the table that every read goes through, and can come back as they were.
create table deleted_item (
    id integer primary key,
    list_id integer not null references shopping_list (id) on delete cascade,
    name text not null,
    -- The row of item.
    content jsonb not null,
    deleted_at timestamptz not null,
    deleted_by_id uuid references account (id) on delete set null
);
create index deleted_item_list on deleted_item (list_id, deleted_at desc);
create index deleted_item_deleted on deleted_item (deleted_at);
create index deleted_item_deleted_by on deleted_item (deleted_by_id);

-- What sockets have been told, by the list's numbers. A number without a row was given by the version before, or is too old.
create table list_event (
    list_id integer not null references shopping_list (id) on delete cascade,
    sequence bigint not null,
    account_id uuid not null,
    -- The socket session that made the change and is not told of it.
    session_id text,
    -- Whose sockets the event closes.
    removed_account_id uuid,
    -- The event closes all sockets of the list.
    closes_list boolean not null default false,
    message json not null,
    created_at timestamptz not null,
    primary key (list_id, sequence)
);
create index list_event_created on list_event (created_at);

-- What was answered to a request that may be sent again.
create table idempotency_key (
    account_id uuid not null references account (id) on delete cascade,
    key text not null check (char_length(key) between 1 and 255),
    -- SHA-256 of method, path and body.
    request_hash bytea not null,
    answer json,
    sequence bigint,
    created_at timestamptz not null,
    primary key (account_id, key)
);
create index idempotency_key_created on idempotency_key (created_at);

-- Lets a client open one socket without showing its token.
create table socket_ticket (
    ticket_hash bytea primary key check (octet_length(ticket_hash) = 32),
    login_id uuid not null,
    account_id uuid not null references account (id) on delete cascade,
    expires_at timestamptz not null
);
create index socket_ticket_account on socket_ticket (account_id);
create index socket_ticket_expires on socket_ticket (expires_at);

-- What a list has seen before, to suggest it again.
create table item_usage (
    list_id integer not null references shopping_list (id) on delete cascade,
    -- The name as it is compared: folded case, no diacritics, single blanks.
    name_key text not null check (char_length(name_key) between 1 and 200),
    name text not null check (char_length(name) between 1 and 100),
    uses integer not null default 1,
    last_used_at timestamptz not null,
    category_id integer references category (id) on delete set null,
    icon_name text,
    quantity_unit_id text references unit (id) on delete set null,
    primary key (list_id, name_key)
);
create index item_usage_category on item_usage (category_id);
create index item_usage_unit on item_usage (quantity_unit_id);

-- Offers a place in a list to an address, whether or not it has an account.
create table invitation (
    id bigint generated always as identity primary key,
    list_id integer not null references shopping_list (id) on delete cascade,
    email text not null check (char_length(email) <= 320),
    email_key text not null check (char_length(email_key) <= 320),
    role text not null check (role in ('editor', 'viewer')),
    invited_by_id uuid not null references account (id) on delete cascade,
    -- SHA-256 of the token in the letter.
    token_hash bytea not null unique check (octet_length(token_hash) = 32),
    status text not null default 'pending' check (status in ('pending', 'accepted', 'declined', 'cancelled')),
    created_at timestamptz not null,
    sent_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz
);
create unique index invitation_pending on invitation (list_id, email_key) where status = 'pending';
create index invitation_email on invitation (email_key) where status = 'pending';
create index invitation_invited_by on invitation (invited_by_id);
