namespace FamilyCart.ServiceDefaults.Migrations;

// One numbered file; the checksum is the SHA-256 of its text in lower-case hex.
internal sealed record MigrationFile(int Number, string Name, string Sql, string Checksum);
