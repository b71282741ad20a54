-- What became of each row of the service before, so that an import can be repeated and adds only what is new.
create table import_mapping (
    -- account, category, unit, list, member, item.
    kind text not null,
    legacy_id text not null,
    -- Ours, as text; it stays when ours is deleted, which must not come back.
    our_id text not null,
    imported_at timestamptz not null,
    primary key (kind, legacy_id)
);

-- When the account last asked for anything, to the minute; business figures count the active by it.
alter table account add column last_seen_at timestamptz;

-- The prober's account, which business figures leave out.
alter table account add column is_probe boolean not null default false;
