-- Everything here is additive: the version before goes on working.

-- Claims of an address are counted beside letters; failed log-ins have moved to failed_login.
alter table address_counter drop constraint address_counter_purpose_check;
alter table address_counter add constraint address_counter_purpose_check
    check (purpose in ('login', 'verify', 'reset', 'invitation', 'claim'));

-- Failed log-ins, for each network that they come from and for all of them together.
create table failed_login (
    -- SHA-256 of the address, which may be nobody's here, or of an account's id for its current password.
    subject_hash bytea not null check (octet_length(subject_hash) = 32),
    -- SHA-256 of the network or the log-in that they came from; of nothing for all together.
    client_hash bytea not null check (octet_length(client_hash) = 32),
    count integer not null,
    ends_at timestamptz not null,
    primary key (subject_hash, client_hash)
);
create index failed_login_ends_at on failed_login (ends_at);

-- Networks that somebody has logged in from: no flood of guesses from elsewhere shuts them out there.
create table known_network (
    account_id uuid not null references account (id) on delete cascade,
    client_hash bytea not null check (octet_length(client_hash) = 32),
    last_login_at timestamptz not null,
    primary key (account_id, client_hash)
);
create index known_network_last_login_at on known_network (last_login_at);

-- When the grace gave another token in place of this one, whose answer was lost, or crossed with the other one's: nobody honest goes on
-- using it.
alter table refresh_token add column replaced_at timestamptz;

-- Who has been busy in which lists, to take their name out of the events when they go.
create index list_event_account on list_event (account_id);

-- What the service before never verified holds no address against its owner: it is a claim like any other.
update account a set pending_email_key = a.email_key, email_key = null
where not a.is_verified and a.pending_email_key is null
    and exists (select from import_mapping m where m.kind = 'account' and m.our_id = a.id::text);
