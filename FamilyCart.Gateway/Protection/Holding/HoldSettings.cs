using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Gateway.Protection.Holding;

/// <summary>How much waits at the door while traffic is paused, of section <c>Gateway:Limits:Held</c>.</summary>
internal sealed record HoldSettings
{
    public const string Section = "Gateway:Limits:Held";

    /// <summary>Requests in all.</summary>
    public int Requests { get; init; } = 2_000;

    /// <summary>RequestsPerAddress: of one IPv4 address, or one IPv6 network of 64 bits.</summary>
    public int RequestsPerAddress { get; init; } = 100;

    /// <summary>Bytes of bodies that lie in buffers, in all.</summary>
    public int Bytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>BytesPerAddress.</summary>
    public int BytesPerAddress { get; init; } = 2 * 1024 * 1024;

    /// <summary>Reads them; every fault is noted.</summary>
    public static HoldSettings Read(SettingReader reader)
    {
        var defaults = new HoldSettings();
        return new HoldSettings
        {
            Requests = reader.Whole(nameof(Requests), defaults.Requests, 0, 100_000),
            RequestsPerAddress = reader.Whole(nameof(RequestsPerAddress), defaults.RequestsPerAddress, 0, 100_000),
            Bytes = reader.Whole(nameof(Bytes), defaults.Bytes, 0, 1 << 30),
            BytesPerAddress = reader.Whole(nameof(BytesPerAddress), defaults.BytesPerAddress, 0, 1 << 30),
        };
    }
}
