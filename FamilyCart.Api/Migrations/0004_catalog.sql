-- Names in other languages stand in translations, {language: name}; the name itself is English.

create table category (
    id integer generated always as identity primary key,
    name text not null unique check (char_length(name) between 1 and 100),
    icon_name text check (char_length(icon_name) <= 50),
    translations jsonb not null default '{}',
    -- Where the category stands in a shop and on a page.
    position integer not null default 1000
);

create table unit (
    id text primary key check (char_length(id) between 1 and 20),
    name text not null,
    symbol text not null,
    -- count, weight, volume, length.
    dimension text not null,
    -- The unit of its dimension that factors refer to; itself where it is the base.
    base_unit_id text not null references unit (id) deferrable initially deferred,
    conversion_factor numeric(15, 6) not null check (conversion_factor > 0),
    translations jsonb not null default '{}',
    position integer not null default 1000
);
