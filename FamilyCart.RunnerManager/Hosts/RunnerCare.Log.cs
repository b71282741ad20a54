using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Hosts;

// In one file: the compiler's generator takes the parts of a class in any order, and the program would be another each time.
internal sealed partial class RunnerCare
{
    [LoggerMessage(3071, LogLevel.Error, "{Runner} did not start: {Obstacle}")]
    private partial void LogNotStarted(string runner, string obstacle);

    [LoggerMessage(3072, LogLevel.Warning, "The registration of {Runner} is not removed yet ({Fault}): {Detail}")]
    private partial void LogNotRemoved(string runner, GitHubFault fault, string detail);

    [LoggerMessage(3073, LogLevel.Warning, "{Runner} runs here, and the fleet does not know it; it is left alone until it ends.")]
    private partial void LogForeign(string runner);

    [LoggerMessage(3074, LogLevel.Information, "Removed what was left of {Runner}, which the fleet does not know.")]
    private partial void LogSwept(string runner);

    [LoggerMessage(3450, LogLevel.Error, "{Runner} cannot start here: {Refusal}")]
    private partial void LogRefused(string runner, string refusal);

    [LoggerMessage(3451, LogLevel.Error, "{Runner} is left behind: {Reason}")]
    private partial void LogLeft(string runner, string reason);

    [LoggerMessage(3500, LogLevel.Warning, "{Runner} is ended, since it goes on although GitHub says that its job is over.")]
    private partial void LogOvertime(string runner);

    [LoggerMessage(3501, LogLevel.Information, "The registration {Registration} does not serve any more; its slot gets another.")]
    private partial void LogRegisteredAnew(string registration);
}
