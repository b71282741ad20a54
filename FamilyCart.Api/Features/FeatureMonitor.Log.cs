namespace FamilyCart.Api.Features;

internal sealed partial class FeatureMonitor
{
    [LoggerMessage(4801, LogLevel.Information, "The features are now {Features}")]
    private partial void LogChanged(FeatureFlags features);

    [LoggerMessage(4802, LogLevel.Error, "The features stay as they were; the changed configuration has faults: {Faults}")]
    private partial void LogRefused(string faults);
}
