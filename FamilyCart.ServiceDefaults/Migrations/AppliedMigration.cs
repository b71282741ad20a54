namespace FamilyCart.ServiceDefaults.Migrations;

// A row of schema_migrations.
internal sealed record AppliedMigration(int Number, string Name, string Checksum);
