namespace FamilyCart.ServiceDefaults.Postgres;

internal sealed class PostgresSettings
{
    public string ConnectionName { get; set; } = string.Empty;

    public string? ConnectionString { get; set; }
}
