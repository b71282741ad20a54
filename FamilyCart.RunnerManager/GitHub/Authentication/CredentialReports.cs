namespace FamilyCart.RunnerManager.GitHub.Authentication;

/// <summary>What the last check found, for the page and the metrics.</summary>
internal sealed class CredentialReports
{
    private IReadOnlyList<CredentialReport> _current = [];

    /// <summary>One for each credential; empty before the first check.</summary>
    public IReadOnlyList<CredentialReport> Current
    {
        get => Volatile.Read(ref _current);
        set => Volatile.Write(ref _current, value);
    }
}
