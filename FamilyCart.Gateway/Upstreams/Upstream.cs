namespace FamilyCart.Gateway.Upstreams;

/// <summary>One of the two instances of the API between which deployments switch.</summary>
internal enum Slot
{
    Blue,
    Green,
}

/// <summary>A server behind the gateway.</summary>
/// <param name="Name">api-blue, api-green, runner-manager, grafana or frontend.</param>
/// <param name="Slot">The API's slot that it is, null for other services.</param>
/// <param name="Address">Scheme, host and port, path "/".</param>
internal sealed record Upstream(string Name, Slot? Slot, Uri Address)
{
    public const string RunnerManagerName = "runner-manager";
    public const string GrafanaName = "grafana";
    public const string FrontendName = "frontend";

    /// <summary>What the probes ask for; any 2xx is well.</summary>
    public string HealthPath { get; init; } = "/health";

    /// <summary>The slot as labels and configuration write it: blue, green, or none for other services.</summary>
    public string SlotName => Slot is { } slot ? NameOf(slot) : "none";

    public static Upstream ForSlot(Slot slot, Uri address) => new(ForSlotName(slot), slot, address);

    /// <summary>The name of the upstream that a slot is.</summary>
    public static string ForSlotName(Slot slot) => slot == Upstreams.Slot.Blue ? "api-blue" : "api-green";

    public static Upstream ForRunnerManager(Uri address) => new(RunnerManagerName, null, address);

    public static Upstream ForGrafana(Uri address) => new(GrafanaName, null, address) { HealthPath = "/api/health" };

    public static Upstream ForFrontend(Uri address, string healthPath) => new(FrontendName, null, address) { HealthPath = healthPath };

    public static string NameOf(Slot slot) => slot == Upstreams.Slot.Blue ? "blue" : "green";

    public static bool TryParseSlot(string text, out Slot slot)
    {
        slot = text.Equals("green", StringComparison.OrdinalIgnoreCase) ? Upstreams.Slot.Green : Upstreams.Slot.Blue;
        return text.Equals(NameOf(slot), StringComparison.OrdinalIgnoreCase);
    }
}
