using FamilyCart.Testing;
using Npgsql;

namespace FamilyCart.Api.Tests.Import;

/// <summary>A database with the schema of the service before, but for its foreign keys, so that faults can be planted.</summary>
internal sealed class LegacyDatabase : IAsyncDisposable
{
    internal const string Anna = "00000000-0000-0000-0000-00000000000a";
    internal const string Petr = "00000000-0000-0000-0000-00000000000b";

    /// <summary>Of the password "correct horse battery".</summary>
    internal const string Argon2 = "$argon2id$v=19$m=32,t=1,p=2$c29tZXNhbHRzb21lc2FsdA$y10X37HoHtIg5jsdtdb4twtg505BAp6O1JOTH2ZFtwc";

    /// <summary>Of the same.</summary>
    internal const string Bcrypt = "$2b$04$abcdefghijklmnopqrstuuqREtd3VJD2QVZbuFskFSLk6eRIrQoOS";

    private const string Schema = """
        create table "user" (
            id uuid primary key, email varchar(320) not null unique, hashed_password varchar(1024) not null, is_active boolean not null,
            is_superuser boolean not null, is_verified boolean not null, first_name varchar, last_name varchar, nickname varchar);
        create table category (id serial primary key, name varchar not null unique, icon_name varchar, translations jsonb);
        create table unit (
            id varchar primary key, name varchar not null, symbol varchar not null, category varchar not null, base_unit varchar,
            conversion_factor numeric(15, 6), is_default boolean, locale varchar);
        create table shopping_list (
            id serial primary key, name varchar not null, description varchar, owner_id uuid not null,
            created_at timestamp, updated_at timestamp);
        create table user_shopping_list (user_id uuid, shopping_list_id integer, primary key (user_id, shopping_list_id));
        create table item (
            id serial primary key, name varchar not null, standardized_name varchar, translations jsonb, quantity varchar,
            quantity_value numeric(10, 3), quantity_unit_id varchar, quantity_display_text varchar, comment text,
            is_completed boolean not null default false, icon_name varchar, shopping_list_id integer, owner_id uuid,
            last_modified_by_id uuid, category_id integer, created_at timestamptz default now(), updated_at timestamptz default now());
        """;

    /// <summary>Two people, one list that they share, in two languages, and nothing wrong.</summary>
    private const string Family = $$"""
        insert into "user" values
            ('{{Anna}}', 'Anna@example.org', '{{Argon2}}', true, false, true, 'Anna', 'Nováková', 'Anička'),
            ('{{Petr}}', 'petr@example.org', '{{Bcrypt}}', true, false, true, null, null, 'Petr');
        insert into category (name, icon_name, translations) values
            ('Dairy from before', 'egg', '{"cs": "Mléčné", "de": "Milchprodukte"}'), ('Bakery from before', null, null);
        insert into unit values
            ('old_kg', 'old kilogram', 'kg', 'weight', 'old_g', 1000, true, 'metric'), ('old_g', 'old gram', 'g', 'weight', 'old_g', 1, true, 'metric');
        insert into shopping_list (name, description, owner_id, created_at, updated_at) values
            ('Nákup', E'První řádek\nDruhý', '{{Anna}}', '2025-03-01 10:00:00', '2025-03-02 11:30:00');
        insert into user_shopping_list values ('{{Anna}}', 1), ('{{Petr}}', 1);
        insert into item (name, standardized_name, translations, quantity, quantity_value, quantity_unit_id, quantity_display_text,
            comment, is_completed, icon_name, shopping_list_id, owner_id, last_modified_by_id, category_id, created_at, updated_at) values
            ('Mléko', 'Milk', '{"es": "Leche", "fr": "Lait", "de": "Milch"}', '2', 2.000, 'old_kg', '2 kg', 'bez laktózy', false, 'egg', 1,
                '{{Anna}}', '{{Petr}}', 1, '2025-03-01 10:00:00+00', '2025-03-01 12:00:00+02'),
            ('Brot', 'Bread', null, null, null, null, null, null, true, null, 1, '{{Petr}}', '{{Petr}}', 2, now(), now());
        """;

    private readonly NpgsqlDataSource _data;

    private LegacyDatabase(string connectionString)
    {
        ConnectionString = connectionString;
        _data = NpgsqlDataSource.Create(connectionString);
    }

    internal string ConnectionString { get; }

    internal static async Task<LegacyDatabase> CreateAsync(PostgresServer server, string name)
    {
        var created = await server.CreateDatabaseAsync(name);
        var database = new LegacyDatabase(created.OwnerConnectionString);
        await database.ExecuteAsync(Schema);
        await database.ExecuteAsync(Family);
        return database;
    }

    internal async Task ExecuteAsync(string sql)
    {
        await using var command = _data.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => _data.DisposeAsync();
}
