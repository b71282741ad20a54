using Npgsql;

namespace FamilyCart.Ops.Settings;

/// <summary>How the living server is reached as the role <c>backup</c>. The password may be replaced meanwhile, so that each use asks for it anew.</summary>
/// <param name="start">As it was at the start.</param>
/// <param name="now">As it is now; null where nothing replaces it.</param>
internal sealed class ServerLogin(NpgsqlConnectionStringBuilder start, Func<string?> now)
{
    /// <summary>Name or address.</summary>
    public string Host => start.Host!;

    /// <summary>TCP port.</summary>
    public int Port => start.Port;

    /// <summary>The role.</summary>
    public string Username => start.Username!;

    /// <summary>The role's own.</summary>
    public string Database => start.Database!;

    /// <summary>With the password of now.</summary>
    public string ConnectionString => now() ?? start.ConnectionString;

    /// <summary>That of now; null where the server asks for none.</summary>
    public string? Password => new NpgsqlConnectionStringBuilder(ConnectionString).Password;
}
