using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests.Recording;

/// <summary>Learns from a recording which of its values stand for what, and hands over the normaliser for it.</summary>
internal static partial class Placeholders
{
    private const int ShortestSecret = 16;
    private const string DashboardFolder = "<nuget>/aspire.dashboard.sdk.linux-x64/13.5.4/tools";

    public static Normalizer Learn(ConformanceCase subject, RunRecording recording)
    {
        var normalizer = new Normalizer();
        AddFolders(normalizer, subject, recording);
        AddPatterns(normalizer, subject, recording);
        AddGeneratedParameters(normalizer, subject, recording);
        AddSuffixes(normalizer, recording);
        AddContainerPasswords(normalizer, subject, recording);
        AddPorts(normalizer, recording);
        return normalizer;
    }

    private static void AddFolders(Normalizer normalizer, ConformanceCase subject, RunRecording recording)
    {
        normalizer.Text(recording.Environment["TMPDIR"], "<tmp>");
        normalizer.Text(subject.Folder, "<apphost>");
        normalizer.Text(SuiteFolder.Root, "<repo>");
        normalizer.Text(recording.Environment["HOME"], "<home>");

        // The dashboard may come from another package than the recorded one: its folder is neutral, its file's name is not.
        var dashboard = recording.Of("executables").FirstOrDefault(item => item.Annotation("resource-name") == "aspire-dashboard");
        if (Path.GetDirectoryName(dashboard?["spec"]?["executablePath"].Text()) is { Length: > 0 } folder)
        {
            normalizer.Text(folder, DashboardFolder);
        }

        normalizer.Text(recording.Environment["NUGET_PACKAGES"], "<nuget>");
    }

    private static void AddPatterns(Normalizer normalizer, ConformanceCase subject, RunRecording recording)
    {
        foreach (var (name, port) in recording.Ports.Named)
        {
            normalizer.Port(port, $"port:aspire-dashboard/{name}");
        }

        normalizer.Pattern("(x-otlp-api-key=)[0-9a-f]{32}", "$1<generated:otlp-api-key>");
        normalizer.Pattern("(?<=t=)[0-9a-f]{32}", "<generated:browser-token>");
        normalizer.Pattern("(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])", "<generated:key>");
        normalizer.Pattern(@"(?<=<tmp>/aspire)(-dcp)?\w{6}(?=/)", "$1<random>");
        normalizer.Pattern("(?<=aspire-session-network-)[a-z]{8}", "<suffix>");
        normalizer.Pattern("(?<=:)[0-9a-f]{40}(?![0-9a-f])", "<image-hash>");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subject.ProjectFile.ToLowerInvariant())));
        normalizer.Pattern($"(?<![0-9a-f]){hash[..10]}|(?<![0-9a-f]){hash[..8]}", "<sha:apphost-path>");
    }

    private static void AddGeneratedParameters(Normalizer normalizer, ConformanceCase subject, RunRecording recording)
    {
        foreach (var change in recording.Events.Where(change => change["type"].Text() is "Parameter" or "ConnectionString"))
        {
            var name = change["name"].Text()!;
            var value = change["properties"]!.AsArray()
                .FirstOrDefault(property => property!["Name"].Text() == "Value" && property["IsSensitive"]?.GetValue<bool>() == true)?["value"].Text();
            if (value is { Length: >= ShortestSecret }
                && !subject.Configuration.ContainsKey($"Parameters__{name}")
                && !subject.Configuration.Values.Contains(value)
                && !value.Contains(' ', StringComparison.Ordinal))
            {
                normalizer.Secret(name, value);
            }
        }
    }

    private static void AddSuffixes(Normalizer normalizer, RunRecording recording)
    {
        foreach (var suffix in recording.Events
            .Select(change => (Name: change["name"].Text()!, Id: change["id"].Text()!))
            .Where(change => change.Id.StartsWith(change.Name + "-", StringComparison.Ordinal))
            .Select(change => change.Id[(change.Name.Length + 1)..])
            .Where(suffix => Suffix().IsMatch(suffix))
            .Distinct(StringComparer.Ordinal))
        {
            normalizer.Word(suffix, "<suffix>");
        }
    }

    private static void AddContainerPasswords(Normalizer normalizer, ConformanceCase subject, RunRecording recording)
    {
        foreach (var container in recording.Of("containers"))
        {
            foreach (var variable in container["spec"]?["env"]?.AsArray() ?? [])
            {
                if (variable!["name"].Text()!.EndsWith("PASSWORD", StringComparison.Ordinal)
                    && variable["value"].Text() is { Length: >= ShortestSecret } value
                    && !subject.Configuration.Values.Contains(value))
                {
                    normalizer.Secret($"{container.Annotation("resource-name")}-password", value);
                }
            }
        }
    }

    private static void AddPorts(Normalizer normalizer, RunRecording recording)
    {
        var known = recording.Model
            .SelectMany(resource => resource!["endpoints"]!.AsArray().Select(endpoint => (Key: (resource["name"].Text(), endpoint!["Name"].Text()), endpoint)))
            .GroupBy(pair => pair.Key)
            .ToDictionary(group => group.Key, group => (JsonNode?)group.Last().endpoint);
        var owners = new Dictionary<string, (string?, string?)>(StringComparer.Ordinal);
        foreach (var service in recording.Of("services"))
        {
            var owner = ServiceOwner.Of(service);
            owners[service["metadata"]!["name"].Text()!] = owner;
            if (service["status"]?["effectivePort"].Number() is { } port and not 0 && known.GetValueOrDefault(owner)?["Port"].Number() is null)
            {
                normalizer.Port(port, $"port:{owner.Resource}/{owner.Endpoint}");
            }
        }

        foreach (var endpoint in recording.Of("endpoints"))
        {
            var owner = owners.GetValueOrDefault(endpoint["spec"]!["serviceName"].Text()!, ("?", "?"));
            var asked = known.GetValueOrDefault(owner);
            if (endpoint["spec"]!["port"].Number() is { } port and not 0 && port != asked?["TargetPort"].Number() && port != asked?["Port"].Number())
            {
                normalizer.Port(port, $"targetport:{owner.Item1}/{owner.Item2}");
            }
        }
    }

    [GeneratedRegex("^[a-z]{8}$")]
    private static partial Regex Suffix();
}
