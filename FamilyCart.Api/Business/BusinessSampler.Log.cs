namespace FamilyCart.Api.Business;

internal sealed partial class BusinessSampler
{
    [LoggerMessage(4901, LogLevel.Warning, "The business figures cannot be read and stay as they were: {Exception}, SQL state {SqlState}")]
    private partial void LogUnread(string exception, string sqlState);
}
