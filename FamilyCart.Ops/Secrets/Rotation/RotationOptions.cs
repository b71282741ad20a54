namespace FamilyCart.Ops.Secrets.Rotation;

/// <summary>How a secret is replaced.</summary>
/// <param name="Grace">How long a token that was replaced is still taken, for those who send it from elsewhere.</param>
/// <param name="Patience">How long readers may take to use what is new.</param>
/// <param name="KeepOld">Whether to end while both are valid; the next time goes on from there.</param>
/// <param name="Without">Readers that are not running: they read the file when they start.</param>
/// <param name="Addresses">Host and port of services that are found elsewhere than the project says.</param>
internal sealed record RotationOptions(
    TimeSpan Grace, TimeSpan Patience, bool KeepOld, IReadOnlySet<string> Without, IReadOnlyDictionary<string, string> Addresses);
