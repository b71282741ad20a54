using Microsoft.Extensions.Logging;

namespace FamilyCart.AppHost.Resources.Postgres;

internal static partial class PostgresLog
{
    [LoggerMessage(5101, LogLevel.Information, "Making a new PostgreSQL data folder in {Folder}.")]
    public static partial void CreatingCluster(this ILogger logger, string folder);

    [LoggerMessage(5102, LogLevel.Information, "Roles, database and privileges of {Database} are in place.")]
    public static partial void Provisioned(this ILogger logger, string database);

    [LoggerMessage(5103, LogLevel.Error, "{Database} could not be provided: {Reason}")]
    public static partial void ProvisioningFailed(this ILogger logger, string database, string reason);
}
