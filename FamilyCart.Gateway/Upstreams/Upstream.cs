namespace FamilyCart.Gateway.Upstreams;

/// <summary>One of the two instances of the API between which deployments switch.</summary>
internal enum Slot
{
    Blue,
    Green,
}

/// <summary>A server behind the gateway.</summary>
/// <param name="Name">api-blue, api-green or runner-manager.</param>
/// <param name="Slot">The API's slot that it is, null for other services.</param>
/// <param name="Address">Scheme, host and port, path "/".</param>
internal sealed record Upstream(string Name, Slot? Slot, Uri Address)
{
    public const string RunnerManagerName = "runner-manager";

    /// <summary>The slot as labels and configuration write it: blue, green, or none for other services.</summary>
    public string SlotName => Slot is { } slot ? NameOf(slot) : "none";

    public static Upstream ForSlot(Slot slot, Uri address) => new($"api-{NameOf(slot)}", slot, address);

    public static Upstream ForRunnerManager(Uri address) => new(RunnerManagerName, null, address);

    public static string NameOf(Slot slot) => slot == Upstreams.Slot.Blue ? "blue" : "green";

    public static bool TryParseSlot(string text, out Slot slot)
    {
        slot = text.Equals("green", StringComparison.OrdinalIgnoreCase) ? Upstreams.Slot.Green : Upstreams.Slot.Blue;
        return text.Equals(NameOf(slot), StringComparison.OrdinalIgnoreCase);
    }
}
