-- The tables of sqlite/, in PostgreSQL's words.
create table resource (
    key bigint generated always as identity primary key,
    type text not null,
    id text not null,
    version bigint not null,
    last_updated bigint not null,
    content_hash bytea not null,
    date_from bigint,
    date_to bigint,
    unique (type, id)
);
create index resource_by_date on resource (type, date_from);
create index resource_by_last_updated on resource (type, last_updated);

create table resource_version (
    resource_key bigint not null references resource (key),
    version bigint not null,
    last_updated bigint not null,
    json text not null,
    primary key (resource_key, version)
);

create table search_token (
    resource_key bigint not null references resource (key),
    parameter text not null,
    system text not null,
    value text not null
);
create index search_token_by_value on search_token (parameter, value, system, resource_key);
create index search_token_by_resource on search_token (resource_key);
