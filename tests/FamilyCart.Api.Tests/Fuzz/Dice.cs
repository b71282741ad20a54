namespace FamilyCart.Api.Tests.Fuzz;

/// <summary>Chance that falls the same way for the same number.</summary>
internal sealed class Dice(int seed, int number)
{
    // Not for secrets: the same seed has to make the same requests. Neighbouring seeds would make similar ones without the product.
#pragma warning disable CA5394
    private readonly Random _random = new(unchecked((int)((uint)(seed + number) * 2654435761u)));

    internal bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    /// <summary>A number in these bounds, both included.</summary>
    internal int Next(int from, int to) => _random.Next(from, to + 1);

    internal T Pick<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];
#pragma warning restore CA5394
}
