namespace FamilyCart.Api.Redis;

internal sealed partial class RedisConnection
{
    [LoggerMessage(4201, LogLevel.Warning, "Redis is away ({Cause}): other instances find changes in the database, a little later")]
    private partial void LogLeft(string cause);

    [LoggerMessage(4202, LogLevel.Information, "Redis is back")]
    private partial void LogCameBack();

    [LoggerMessage(4203, LogLevel.Information, "Redis is used with another password")]
    private partial void LogReplaced();
}
