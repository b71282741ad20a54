namespace FamilyCart.Api.Accounts;

/// <summary>Section `Passwords`.</summary>
internal sealed record PasswordOptions
{
    internal const string Section = "Passwords";

    /// <summary>Longer ones cost the hasher time and protect nobody better.</summary>
    internal const int MaximumLength = 128;

    /// <summary>Characters, 8-128.</summary>
    public int MinimumLength { get; init; } = 8;

    /// <summary>Passwords hashed at the same time, 1-64. By default half of the processors, so that a rush of log-ins slows nobody else.</summary>
    public int Concurrency { get; init; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Log-ins that may wait for their turn before others are turned away with 503, 0-10000.</summary>
    public int QueueLimit { get; init; } = 100;
}
