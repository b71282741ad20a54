using System.Net.Sockets;
using Npgsql;

namespace FamilyCart.Ops.Secrets.Rotation;

/// <summary>Replaces a secret while it is used.</summary>
internal static class SecretRotation
{
    private const string Token = "token";
    private const string Postgres = "postgres";
    private const string Redis = "redis";

    /// <exception cref="RotationException">It was not done to the end; the message says why, and the same call goes on.</exception>
    /// <exception cref="InvalidDataException">A file of the project cannot be used.</exception>
    /// <exception cref="IOException">A file cannot be written, or another rotation is at work.</exception>
    public static async Task<RotationResult> RunAsync(RotationContext context, HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            return context.Secret.Use?.Kind switch
            {
                Token => await TokenRotation.RunAsync(context, new ReaderWatch(client), cancellationToken),
                Postgres => await PostgresRotation.RunAsync(context, cancellationToken),
                Redis => await RedisRotation.RunAsync(context, new ReaderWatch(client), cancellationToken),
                _ => throw new RotationException(
                    $"{context.Secret.Name} is not one that can be replaced while it is used: write {context.Project.PathOf(context.Secret.Name)} and create its readers anew (docker compose up --force-recreate)."),
            };
        }
        catch (PostgresException exception)
        {
            throw new RotationException($"The database answered with error {exception.SqlState}; run this again.", exception);
        }
        catch (Exception exception) when (exception is NpgsqlException or SocketException)
        {
            throw new RotationException($"{context.Secret.Use?.Server} cannot be reached; see to it, or say --at {context.Secret.Use?.Server}=HOST:PORT, and run this again.", exception);
        }
    }
}
