create table items (
    id bigint generated always as identity primary key,
    list_id bigint not null references lists (id),
    name text not null
);
insert into lists (name) values ('first');
