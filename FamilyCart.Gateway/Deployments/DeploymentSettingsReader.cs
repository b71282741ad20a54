using System.Collections.Immutable;
using System.Globalization;
using FamilyCart.Gateway.Configuration;
using FamilyCart.Gateway.Upstreams;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Gateway.Deployments;

/// <summary>Reads the section <c>Gateway:Deployments</c>, and the state that the gateway begins with.</summary>
internal static class DeploymentSettingsReader
{
    private const string Example = "/var/lib/familycart/gateway/deployments.json";

    /// <summary>Reads them; every fault is noted.</summary>
    /// <param name="reader">Takes the faults.</param>
    /// <param name="gateway">Names the slots there are, and the one to begin with.</param>
    public static DeploymentSettings Read(SettingReader reader, GatewayConfiguration gateway)
    {
        var defaults = new DeploymentSettings();
        var file = ReadFile(reader);
        var settings = new DeploymentSettings
        {
            StateFile = file,
            Initial = ReadState(reader, file, gateway) ?? new DeploymentState(0, gateway.ActiveSlot),
            ProbeCount = reader.Whole("Probe:Count", defaults.ProbeCount, 1, 100),
            ProbeInterval = reader.Duration("Probe:Interval", defaults.ProbeInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1)),
            ProbeDeadline = reader.Duration("Probe:Deadline", defaults.ProbeDeadline, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            SmokePath = ReadPath(reader, defaults.SmokePath),
            Shares = ReadShares(reader, defaults.Shares),
            StepTime = reader.Duration("Canary:StepTime", defaults.StepTime, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(24)),
            StepDeadline = reader.Duration("Canary:StepDeadline", defaults.StepDeadline, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7)),
            SampleInterval = reader.Duration("Canary:SampleInterval", defaults.SampleInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5)),
            SampleRequests = reader.Whole("Canary:SampleRequests", defaults.SampleRequests, 10, 100_000),
            IgnoredLatency = reader.Duration("Canary:IgnoredLatency", defaults.IgnoredLatency, TimeSpan.Zero, TimeSpan.FromMinutes(1)),
            WarmTime = reader.Duration("WarmTime", defaults.WarmTime, TimeSpan.Zero, TimeSpan.FromHours(24)),
            DrainSpread = reader.Duration("Drain:Spread", defaults.DrainSpread, TimeSpan.Zero, TimeSpan.FromMinutes(10)),
            DrainLimit = reader.Duration("Drain:Limit", defaults.DrainLimit, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            DrainRequestLimit = reader.Duration("Drain:RequestLimit", defaults.DrainRequestLimit, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            PauseLimit = reader.Duration("PauseLimit", defaults.PauseLimit, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)),
        };
        if (settings.DrainSpread > settings.DrainLimit)
        {
            reader.AddFault("Drain:Spread", "is longer than Drain:Limit, by when sockets are cut", "make it shorter, such as 00:00:10");
        }

        if (settings.ProbeCount * settings.ProbeInterval > settings.ProbeDeadline)
        {
            reader.AddFault("Probe:Deadline", "is over before Probe:Count answers can have come", "make it longer, such as 00:01:00");
        }

        if (settings.StepTime > settings.StepDeadline)
        {
            reader.AddFault("Canary:StepDeadline", "is over before Canary:StepTime", "make it longer, such as 00:30:00");
        }

        return settings;
    }

    private static string? ReadFile(SettingReader reader)
    {
        if (reader.Text("StateFile") is not { } path)
        {
            return null;
        }

        if (!Path.IsPathFullyQualified(path) || Path.GetDirectoryName(path) is not { } folder)
        {
            reader.AddFault("StateFile", path, "an absolute path", Example);
            return null;
        }

        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            reader.AddFault("StateFile", $"lies in a folder that cannot be made ({exception.Message})", $"name another one, such as {Example}");
        }

        return path;
    }

    private static DeploymentState? ReadState(SettingReader reader, string? file, GatewayConfiguration gateway)
    {
        const string remedy = "move the file away to begin with Gateway:ActiveSlot";
        try
        {
            var state = file is null ? null : DeploymentFile.Read(file);
            Slot[] named = state switch
            {
                null => [],
                { Current: { } current } => [current.Slot, current.Previous],
                _ => [state.Active],
            };
            foreach (var slot in named.Where(slot => gateway.Slots.Length > 0 && gateway.Slots.All(upstream => upstream.Slot != slot)))
            {
                reader.AddFault("StateFile", $"speaks of {Upstream.NameOf(slot)}, which Gateway:Slots does not have", remedy);
            }

            return state;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            reader.AddFault("StateFile", $"cannot be read ({exception.Message})", remedy);
            return null;
        }
    }

    private static string ReadPath(SettingReader reader, string fallback)
    {
        var path = reader.Text("SmokePath") ?? fallback;
        if (path is not ['/', ..] || path.StartsWith("//", StringComparison.Ordinal) || !Uri.IsWellFormedUriString(path, UriKind.Relative))
        {
            reader.AddFault("SmokePath", path, "a path", fallback);
            return fallback;
        }

        return path;
    }

    private static ImmutableArray<int> ReadShares(SettingReader reader, ImmutableArray<int> fallback)
    {
        if (reader.Text("Canary:Shares") is not { } text)
        {
            return fallback;
        }

        var shares = text.Split(',', StringSplitOptions.TrimEntries)
            .Select(share => int.TryParse(share, NumberStyles.None, CultureInfo.InvariantCulture, out var percent) ? percent : 0)
            .ToImmutableArray();
        if (shares.Length > 20 || shares.Any(share => share is < 1 or > 99) || !shares.SequenceEqual(shares.Distinct().Order()))
        {
            reader.AddFault("Canary:Shares", text, "growing percentages from 1 to 99, separated by commas", "1,10,50");
            return fallback;
        }

        return shares;
    }
}
