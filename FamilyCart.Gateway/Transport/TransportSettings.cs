using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Gateway.Transport;

/// <summary>Which threads carry connections, of section <c>Gateway:Transport</c>.</summary>
internal sealed record TransportSettings
{
    public const string Section = "Gateway:Transport";

    private const int MostThreads = 64;

    /// <summary>
    /// Inline: what upstreams answer is handled on the thread that found it, without handing it over. It holds for all sockets of the
    /// process but those that Kestrel reads, so it is for a process of the gateway's own: whatever else blocked such a thread would hold
    /// up every connection.
    /// </summary>
    public bool Inline { get; init; }

    /// <summary>Threads that wait for what arrives. 0: one for each processor while inline, else the runtime's choice.</summary>
    public int Threads { get; init; }

    /// <summary>Reads them; every fault is noted.</summary>
    public static TransportSettings Read(SettingReader reader)
    {
        var defaults = new TransportSettings();
        return new TransportSettings
        {
            Inline = reader.Flag(nameof(Inline), defaults.Inline),
            Threads = reader.Whole(nameof(Threads), defaults.Threads, 0, MostThreads),
        };
    }
}
