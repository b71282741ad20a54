namespace FamilyCart.RunnerManager.Fleet;

/// <summary>How a runner's life line says why its host did not start it.</summary>
internal static class Refusals
{
    /// <summary>Before it was registered.</summary>
    public const string RefusedPrefix = "refused: ";

    /// <summary>When it was.</summary>
    public const string NotStartedPrefix = "not started: ";

    private const int Longest = 400;

    public static string Refused(string sentence) => RefusedPrefix + Short(sentence);

    public static string NotStarted(string sentence) => NotStartedPrefix + Short(sentence);

    /// <summary>The host's words, out of a life line; null when it is none of these.</summary>
    public static string? Sentence(string? reason) => reason switch
    {
        not null when reason.StartsWith(RefusedPrefix, StringComparison.Ordinal) => reason[RefusedPrefix.Length..],
        not null when reason.StartsWith(NotStartedPrefix, StringComparison.Ordinal) => reason[NotStartedPrefix.Length..],
        _ => null,
    };

    private static string Short(string sentence) => sentence.Length <= Longest ? sentence : sentence[..Longest];
}
