using System.Collections.Immutable;
using FamilyCart.Gateway.Upstreams;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Gateway.Configuration;

/// <summary>Reads the section <c>Gateway</c>. Every fault is noted; a faulty value gives way to its default.</summary>
internal static class GatewayConfigurationReader
{
    /// <param name="reader">Takes the faults.</param>
    /// <param name="configuration">The whole configuration.</param>
    /// <param name="publicUrls">The public listeners, whose ports the admin listener may not share.</param>
    public static GatewayConfiguration Read(
        SettingReader reader, IConfiguration configuration, IReadOnlyList<string> publicUrls)
    {
        var defaults = new GatewayConfiguration();
        var slots = ReadSlots(reader, configuration);
        var (adminUrl, adminPort) = ReadAdmin(reader, configuration, publicUrls);
        return new GatewayConfiguration
        {
            Slots = slots,
            ActiveSlot = ReadActiveSlot(reader, configuration, slots),
            RunnerManager = ReadOptional(reader, configuration, "RunnerManager", "http://localhost:9101") is { } manager ? Upstream.ForRunnerManager(manager) : null,
            Grafana = ReadOptional(reader, configuration, "Grafana", "http://localhost:3000") is { } grafana ? Upstream.ForGrafana(grafana) : null,
            Frontend = ReadOptional(reader, configuration, "Frontend", "http://localhost:3001") is { } frontend ? Upstream.ForFrontend(frontend, ReadHealthPath(reader)) : null,
            AdminUrl = adminUrl,
            AdminPort = adminPort,
            SlotToken = reader.Text("SlotToken"),
            ProbeInterval = reader.Duration("Probe:Interval", defaults.ProbeInterval, TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(1)),
            ProbeTimeout = reader.Duration("Probe:Timeout", defaults.ProbeTimeout, TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(1)),
            ProbeFailures = (int)reader.Number("Probe:Failures", defaults.ProbeFailures, 1, 100),
            ConnectTimeout = reader.Duration(
                "Upstream:ConnectTimeout", defaults.ConnectTimeout, TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(1)),
            CutoffFailures = reader.Whole("Upstream:CutoffFailures", defaults.CutoffFailures, 1, 1_000),
            ActivityTimeout = reader.Duration(
                "Upstream:ActivityTimeout", defaults.ActivityTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            RequestBodyBytes = (long)reader.Number("Limits:RequestBodyBytes", defaults.RequestBodyBytes, 1024, 1 << 30),
        };
    }

    private static ImmutableArray<Upstream> ReadSlots(SettingReader reader, IConfiguration configuration)
    {
        var slots = ImmutableArray.CreateBuilder<Upstream>();
        foreach (var section in configuration.GetSection($"{GatewayConfiguration.Section}:Slots").GetChildren())
        {
            var key = $"Slots:{section.Key}:Address";
            if (!Upstream.TryParseSlot(section.Key, out var slot))
            {
                reader.AddFault(
                    $"Slots:{section.Key}",
                    section.Key,
                    "a slot, of which there are blue and green",
                    "(removed) and Gateway:Slots:blue:Address=http://localhost:8001");
                continue;
            }

            var example = slot == Slot.Blue ? "http://localhost:8001" : "http://localhost:8002";
            if (Addresses.ReadServer(reader, key, section["Address"], example) is not { } address)
            {
                continue;
            }

            if (slots.Any(other => other.Address == address))
            {
                reader.AddFault(key, section["Address"]!, "an address of its own: the other slot has it", example);
            }

            slots.Add(Upstream.ForSlot(slot, address));
        }

        return slots.ToImmutable();
    }

    private static Slot ReadActiveSlot(SettingReader reader, IConfiguration configuration, ImmutableArray<Upstream> slots)
    {
        var written = configuration[$"{GatewayConfiguration.Section}:ActiveSlot"] ?? "blue";
        if (!Upstream.TryParseSlot(written, out var slot))
        {
            reader.AddFault("ActiveSlot", written, "a slot, of which there are blue and green", "blue");
        }
        else if (slots is [var only] && only.Slot != slot)
        {
            reader.AddFault("ActiveSlot", Upstream.NameOf(slot), "a slot with an address", only.SlotName);
        }

        return slot;
    }

    private static Uri? ReadOptional(SettingReader reader, IConfiguration configuration, string name, string example)
    {
        var key = $"{name}:Address";
        return configuration[$"{GatewayConfiguration.Section}:{key}"] is { } written ? Addresses.ReadServer(reader, key, written, example) : null;
    }

    private static string ReadHealthPath(SettingReader reader)
    {
        const string key = "Frontend:HealthPath";
        const string fallback = "/";
        var path = reader.Text(key) ?? fallback;
        if (path is ['/', '/', ..] or not ['/', ..] || !Uri.IsWellFormedUriString(path, UriKind.Relative))
        {
            reader.AddFault(key, path, "a path", fallback);
            return fallback;
        }

        return path;
    }

    private static (string Url, int Port) ReadAdmin(
        SettingReader reader, IConfiguration configuration, IReadOnlyList<string> publicUrls)
    {
        const string key = "Admin:Url";
        var defaults = new GatewayConfiguration();
        var url = configuration[$"{GatewayConfiguration.Section}:{key}"] ?? defaults.AdminUrl;
        if (Addresses.ReadListener(reader, key, url, defaults.AdminUrl) is not { } admin)
        {
            return (defaults.AdminUrl, defaults.AdminPort);
        }

        if (publicUrls.FirstOrDefault(other => Addresses.PortOf(other) == admin) is { } same)
        {
            reader.AddFault(key, url, $"on a port of its own: the public door has {same}", defaults.AdminUrl);
        }

        return (url, admin);
    }
}
