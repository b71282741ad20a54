namespace FamilyCart.RunnerManager.Drivers.Processes;

// In one file: the compiler's generator takes the parts of a class in any order, and the program would be another each time.
internal sealed partial class ProcessDriver
{
    [LoggerMessage(3050, LogLevel.Information, "Started the listener of {Runner}.")]
    private partial void LogStarted(string runner);

    [LoggerMessage(3056, LogLevel.Warning, "{Place} could not be removed after a configuration ({Reason}), and is removed later.")]
    private partial void LogConfigurationLeft(string place, string reason);
}
