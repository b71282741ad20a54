using FamilyCart.GitHubEmulator.State;

namespace FamilyCart.GitHubEmulator.Runners;

/// <summary>A registration.</summary>
internal sealed class Runner(long id, string name, Scope scope, bool ephemeral, DateTimeOffset createdAt)
{
    public long Id => id;

    public string Name => name;

    public Scope Scope => scope;

    public bool Ephemeral => ephemeral;

    public List<string> Labels { get; } = [];

    public string Os { get; set; } = "unknown";

    public string? Version { get; set; }

    public DateTimeOffset CreatedAt => createdAt;

    /// <summary>When it last opened a session or asked for a message.</summary>
    public DateTimeOffset? SeenAt { get; set; }

    public required string ClientId { get; init; }

    public required string Secret { get; init; }

    public string? AccessToken { get; set; }

    public RunnerSession? Session { get; set; }

    /// <summary>The job that was handed to it, whether it has acquired it or not.</summary>
    public long? JobId { get; set; }

    /// <summary>Flips on acquire, not when the job is handed out.</summary>
    public bool Busy { get; set; }

    /// <summary>How many jobs it has acquired.</summary>
    public int Acquired { get; set; }

    public bool IsOnline(DateTimeOffset now, TimeSpan window) => Session is { } session && (session.IsPolling || SeenAt + window > now);

    public bool Has(IReadOnlyList<string> labels) => labels.All(label => Labels.Contains(label, StringComparer.OrdinalIgnoreCase));
}
