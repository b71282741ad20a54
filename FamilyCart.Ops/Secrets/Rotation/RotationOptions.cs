namespace FamilyCart.Ops.Secrets.Rotation;

/// <summary>How a secret is replaced.</summary>
/// <param name="Grace">How long a token that was replaced is still taken, for those who send it from elsewhere.</param>
/// <param name="Patience">How long readers may take to use what is new.</param>
/// <param name="KeepOld">Whether to end while both are valid; the next time goes on from there.</param>
/// <param name="Without">Readers that are not running: they read the file when they start.</param>
/// <param name="Addresses">Host and port of services that are found elsewhere than the project says.</param>
internal sealed record RotationOptions(
    TimeSpan Grace, TimeSpan Patience, bool KeepOld, IReadOnlySet<string> Without, IReadOnlyDictionary<string, string> Addresses)
{
    /// <summary>
    /// How long logins to PostgreSQL are held up. A server reads what it compares a password with before it asks for the password. Logins
    /// that had begun before the lock are over after this, and those that come later are asked once both have changed. Default 1 s.
    /// </summary>
    public TimeSpan LoginsEnd { get; init; } = TimeSpan.FromSeconds(1);
}
