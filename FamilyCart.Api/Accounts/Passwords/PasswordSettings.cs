using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Accounts.Passwords;

/// <summary>Settings of section <c>Passwords</c>.</summary>
/// <param name="MinimumLength">Characters, 8 to 128. Default 8.</param>
/// <param name="Concurrency">
/// Passwords hashed at the same time, 1 to 64. Default half of the processors, so that a rush of log-ins slows nobody else.
/// </param>
/// <param name="QueueLimit">Log-ins that may wait for their turn; others get 503. 0 to 10000, default 100.</param>
internal sealed record PasswordSettings(int MinimumLength, int Concurrency, int QueueLimit)
{
    internal const string Section = "Passwords";

    /// <summary>Longer ones cost the hasher time and protect nobody better.</summary>
    internal const int MaximumLength = 128;

    internal static PasswordSettings Read(SettingReader reader) => new(
        (int)reader.Number(nameof(MinimumLength), 8, 8, MaximumLength),
        (int)reader.Number(nameof(Concurrency), Math.Max(1, Environment.ProcessorCount / 2), 1, 64),
        (int)reader.Number(nameof(QueueLimit), 100, 0, 10_000));
}
