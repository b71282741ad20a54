namespace FamilyCart.Api.Events;

internal sealed partial class EventRelay
{
    [LoggerMessage(4301, LogLevel.Warning, "A message of {Length} bytes on the events channel was not written by this service")]
    private partial void LogUnreadable(int length);
}
