namespace FamilyCart.AppHost.Resources.Postgres;

/// <summary>The database server's files could not be made ready; the resource fails to start with this message.</summary>
internal sealed class PostgresClusterException : Exception
{
    public PostgresClusterException()
    {
    }

    public PostgresClusterException(string message)
        : base(message)
    {
    }

    public PostgresClusterException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
