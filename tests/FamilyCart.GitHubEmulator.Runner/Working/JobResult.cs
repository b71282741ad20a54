namespace FamilyCart.GitHubEmulator.Runner.Working;

/// <summary>How a job ended, by the worker's exit code.</summary>
internal static class JobResult
{
    public const int Succeeded = 100;

    public const int Failed = 102;

    public const int Canceled = 103;

    public static string NameOf(int code) => code switch
    {
        Succeeded => "Succeeded",
        Canceled => "Canceled",
        _ => "Failed",
    };
}
