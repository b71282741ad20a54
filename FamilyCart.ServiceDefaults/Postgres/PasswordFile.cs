using FamilyCart.ServiceDefaults.Secrets;
using Npgsql;

namespace FamilyCart.ServiceDefaults.Postgres;

// The password of a connection string whose password is one secret, read from its file for each new connection. While the file cannot
// be read, it is the one that was good before.
internal sealed class PasswordFile(LiveSecrets secrets, string name, NpgsqlConnectionStringBuilder settings, TimeProvider time)
{
    // Somebody who replaces a password tells the file and the server within this.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    // A server that keeps a login waiting for longer is not asked about a second one.
    private const int LoginSeconds = 5;

    // For whoever cannot wait for a login.
    public string Read() => See().Lines.Current;

    public async ValueTask<string> ReadAsync(CancellationToken cancellationToken)
    {
        var seen = See();
        return seen.Lines.Other is { } other && time.GetUtcNow() - seen.Written > s_patience && await IsRefusedAsync(seen.Lines.Current, cancellationToken)
            ? other
            : seen.Lines.Current;
    }

    private SeenSecret See() => SeenSecret.Read(secrets.Folder, name).Seen ?? secrets.Seen[name];

    // Two that stay are of a replacement that was cut off: the server may know either.
    private async Task<bool> IsRefusedAsync(string password, CancellationToken cancellationToken)
    {
        var login = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Password = password, Pooling = false, Timeout = LoginSeconds };
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
            // Whatever it is, the connection that was asked for meets it as well, and says so.
            return false;
        }
    }
}
