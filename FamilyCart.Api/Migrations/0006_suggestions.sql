-- Items whose category, icon, standard name and translations are still to be suggested: written with the item, taken by a worker.
create table suggestion_request (
    item_id integer primary key references item (id) on delete cascade,
    -- What the item was called when the suggestion was asked for.
    name text not null,
    requested_at timestamptz not null,
    -- Until then the row is a worker's, or rests between two attempts.
    claimed_until timestamptz,
    attempts integer not null default 0,
    -- The dictionary had its turn; only a model can say more.
    needs_model boolean not null default false
);
create index suggestion_request_next on suggestion_request (needs_model, requested_at);
