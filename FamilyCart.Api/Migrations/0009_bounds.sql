-- Additive: what is read of a list, however long it is, stops where it has enough.

-- The items of a category as they were put by hand, and those that nobody has put anywhere as they are shown.
create index item_placed on item (list_id, coalesce(category_id, 0), position) where position is not null;
create index item_unplaced on item (list_id, coalesce(category_id, 0), is_completed, is_unavailable, lower(name), id) where position is null;

-- Whether a list has something of this name.
create index item_name on item (list_id, lower(name));

-- What a list has seen most.
create index item_usage_most on item_usage (list_id, uses desc, last_used_at desc);

-- What a person chose, and no suggestion replaces; null for what the version before wrote.
alter table item add column is_category_chosen boolean;
alter table item add column is_icon_chosen boolean;

-- Whose request it is, so that no list takes the whole queue.
alter table suggestion_request add column list_id integer;
create index suggestion_request_list on suggestion_request (list_id);
