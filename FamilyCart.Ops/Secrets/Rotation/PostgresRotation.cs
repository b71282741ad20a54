using System.Diagnostics.CodeAnalysis;
using FamilyCart.AppHost.Resources.Postgres;
using FamilyCart.ServiceDefaults.Secrets;
using Npgsql;

namespace FamilyCart.Ops.Secrets.Rotation;

/// <summary>
/// Replaces the password of a role. The server knows one at a time, so logins are held up while it and the file change together.
/// Sessions live on. The server gets what it compares a password with, and never the password.
/// </summary>
[SuppressMessage("Security", "CA2100", Justification = "A role and what it is compared with cannot be parameters of the statement; the one is quoted, the other made of base 64.")]
internal static class PostgresRotation
{
    private const string Administrators = "postgres";
    private const int LoginSeconds = 10;

    public static async Task<RotationResult> RunAsync(RotationContext context, CancellationToken cancellationToken)
    {
        var name = context.Secret.Name;
        var isBegun = context.Project.Read(name).Other is not null;
        var passwords = context.Begin();

        // It may have been cut off after the server knew the new one.
        if (!isBegun || !await IsTakenAsync(context, passwords.Current, cancellationToken))
        {
            await ChangeAsync(context, passwords, cancellationToken);
        }

        await context.Say($"{name}: the server takes the new one");
        context.Project.Write(name, passwords.Current);
        return new(name, IsOldRefused: true, context.Stale);
    }

    private static async Task ChangeAsync(RotationContext context, SecretLines passwords, CancellationToken cancellationToken)
    {
        var (name, role) = (context.Secret.Name, context.Secret.Use!.Role!);
        await using var server = await AdministratorAsync(context, cancellationToken);
        await ExecuteAsync(server, "set log_statement = 'none'; set log_min_duration_statement = -1; set log_min_error_statement = panic; set lock_timeout = '10s'", cancellationToken);
        await using var change = await server.BeginTransactionAsync(cancellationToken);
        await context.Say($"{name}: logins wait for a second");
        await ExecuteAsync(server, "lock table pg_authid in access exclusive mode", cancellationToken);
        await Task.Delay(context.Options.LoginsEnd, context.Time, cancellationToken);
        using var quoting = new NpgsqlCommandBuilder();
        await ExecuteAsync(server, $"alter role {quoting.QuoteIdentifier(role)} password '{ScramVerifier.Create(passwords.Current)}'", cancellationToken);
        context.Project.Write(name, passwords.All);
        await context.Say($"{name}: the file has the new one");
        await change.CommitAsync(CancellationToken.None);
    }

    private static async Task<NpgsqlConnection> AdministratorAsync(RotationContext context, CancellationToken cancellationToken)
    {
        var secret = context.Secret.Use!.Administrator ?? context.Secret.Name;
        foreach (var password in context.Project.Read(secret).All)
        {
            if (await LogInAsync(context, Administrators, password, cancellationToken) is { } server)
            {
                return server;
            }
        }

        throw new RotationException($"The server refuses {secret}, by which {context.Secret.Name} would be set; nothing was changed.");
    }

    private static async Task<bool> IsTakenAsync(RotationContext context, string password, CancellationToken cancellationToken)
    {
        try
        {
            await using var session = await LogInAsync(context, context.Secret.Use!.Role!, password, cancellationToken);
            return session is not null;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            // The password was good, and the role may enter its own database alone.
            return true;
        }
    }

    // Null where the password is refused.
    private static async Task<NpgsqlConnection?> LogInAsync(RotationContext context, string role, string password, CancellationToken cancellationToken)
    {
        var (host, port) = context.Server();
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = host,
            Port = port,
            Username = role,
            Password = password,
            Database = Administrators,
            Pooling = false,
            Timeout = LoginSeconds,
            ApplicationName = "ops",
        }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            await connection.DisposeAsync();
            return null;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection server, string statement, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement, server);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
