using FamilyCart.ServiceDefaults.Secrets;
using Npgsql;

namespace FamilyCart.Ops.Settings;

/// <summary>
/// How the living server is reached as the role <c>backup</c>. Where the password is a secret of its own, it may be replaced meanwhile, so
/// each use reads it anew.
/// </summary>
/// <param name="start">As it was at the start.</param>
/// <param name="passwords">What the secret's file holds: one, or two of which the server may know either; empty where it stays as it was.</param>
internal sealed class ServerLogin(NpgsqlConnectionStringBuilder start, Func<IReadOnlyList<string>> passwords)
{
    private const int Seconds = 5;

    // Of two, the one that the server did not take.
    private volatile string? _refused;

    /// <summary>Name or address.</summary>
    public string Host => start.Host!;

    /// <summary>TCP port.</summary>
    public int Port => start.Port;

    /// <summary>The role.</summary>
    public string Username => start.Username!;

    /// <summary>The role's own.</summary>
    public string Database => start.Database!;

    /// <summary>That of now; null where the server asks for none.</summary>
    public string? Password => passwords() is { Count: > 0 } all ? all.FirstOrDefault(password => password != _refused) ?? all[0] : start.Password;

    /// <summary>With the password of now.</summary>
    public string ConnectionString => With(Password).ConnectionString;

    /// <summary>How to log in where the password may be a secret.</summary>
    /// <param name="start">As it was at the start.</param>
    /// <param name="secrets">Those of the settings.</param>
    /// <param name="key">The setting that <paramref name="start"/> was.</param>
    public static ServerLogin Following(NpgsqlConnectionStringBuilder start, LiveSecrets secrets, string key) =>
        secrets.NamesOf(key).FirstOrDefault(name => start.Password is { } password && secrets.Seen.TryGetValue(name, out var seen) && seen.Lines.All.Contains(password)) is { } secret
            ? new(start, () => secrets.ReadAnew(secret))
            : new(start, static () => []);

    /// <summary>Finds out which of two passwords the server knows, after a replacement that was cut off.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task ChooseAsync(CancellationToken cancellationToken)
    {
        if (passwords() is [var current, _])
        {
            _refused = await IsRefusedAsync(current, cancellationToken) ? current : null;
        }
    }

    private async Task<bool> IsRefusedAsync(string password, CancellationToken cancellationToken)
    {
        var login = With(password);
        (login.Pooling, login.Timeout) = (false, Seconds);
        await using var connection = new NpgsqlConnection(login.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return false;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            return true;
        }
        catch (NpgsqlException)
        {
            // Whatever it is, whoever logs in next meets it as well, and says so.
            return false;
        }
    }

    private NpgsqlConnectionStringBuilder With(string? password) => new(start.ConnectionString) { Password = password };
}
