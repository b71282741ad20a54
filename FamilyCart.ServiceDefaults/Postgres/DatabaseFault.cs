using System.Net.Sockets;
using Npgsql;

namespace FamilyCart.ServiceDefaults.Postgres;

// One sentence without the exception's own text, which may name hosts, values or credentials.
internal static class DatabaseFault
{
    public static string Describe(NpgsqlException exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            "The database refuses the credentials.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => "The database does not exist.",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } => "The database has no free connection.",
        PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow } => "The database is starting or stopping.",
        PostgresException postgres => $"The database answered with error {postgres.SqlState}.",
        { InnerException: SocketException socket } => $"The database cannot be reached ({socket.SocketErrorCode}).",
        { InnerException: TimeoutException } => "The database did not answer in time.",
        _ => "The connection to the database failed.",
    };
}
