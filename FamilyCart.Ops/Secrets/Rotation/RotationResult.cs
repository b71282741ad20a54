namespace FamilyCart.Ops.Secrets.Rotation;

/// <summary>What has become of a secret.</summary>
/// <param name="Secret">Its name.</param>
/// <param name="IsOldRefused">Whether the one before is no longer taken.</param>
/// <param name="Restart">Services that read the file only when they start, and have the one before.</param>
internal sealed record RotationResult(string Secret, bool IsOldRefused, IReadOnlyList<string> Restart);
