using Npgsql;

namespace FamilyCart.ServiceDefaults.Postgres;

// Says what is wrong with a connection string without repeating any of it: where it is malformed, any part may be the password.
internal static class ConnectionStringRules
{
    private const string Example = "Host=localhost;Port=5433;Database=familycart;Username=familycart;Password=...";

    public static IReadOnlyList<string> Faults(string connectionName, string? text)
    {
        var key = $"ConnectionStrings:{connectionName}";
        if (string.IsNullOrWhiteSpace(text))
        {
            return [$"{key} is missing; for example {key}={Example}."];
        }

        NpgsqlConnectionStringBuilder parts;
        try
        {
            parts = new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException or OverflowException)
        {
            return [$"{key} (not shown) is no valid PostgreSQL connection string; for example {key}={Example}."];
        }

        return [.. Missing(parts).Select(part => $"{key} (not shown) names no {part}; for example {key}={Example}.")];
    }

    private static IEnumerable<string> Missing(NpgsqlConnectionStringBuilder parts)
    {
        if (string.IsNullOrWhiteSpace(parts.Host))
        {
            yield return "Host";
        }

        if (string.IsNullOrWhiteSpace(parts.Database))
        {
            yield return "Database";
        }

        if (string.IsNullOrWhiteSpace(parts.Username))
        {
            yield return "Username";
        }
    }
}
