namespace FamilyCart.RunnerManager.Tests.GitHub;

internal sealed record Request(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Line => $"{Method} {Path}{Query}";

    public string Bearer => Headers.TryGetValue("Authorization", out var value) ? value.Replace("Bearer ", string.Empty, StringComparison.Ordinal) : string.Empty;
}
