using System.Security.Cryptography;

namespace FamilyCart.RunnerManager.GitHub.Limits;

/// <summary>Keeps those who wait for the same thing from coming back at the same moment.</summary>
/// <param name="next">From 0 up to 1.</param>
internal sealed class Jitter(Func<double> next)
{
    public static Jitter Random { get; } = new(static () => RandomNumberGenerator.GetInt32(1 << 24) / (double)(1 << 24));

    public double Next() => next();
}
