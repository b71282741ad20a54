namespace FamilyCart.RunnerManager.Tests.GitHub;

/// <summary>What the scripted server answers; status 0 cuts the connection instead.</summary>
internal sealed record Reply(int Status, string? Body = null, params (string Name, string Value)[] Headers)
{
    public static Reply Lost => new(0);

    public static Reply Ok(string body, params (string Name, string Value)[] headers) => new(200, body, headers);
}
