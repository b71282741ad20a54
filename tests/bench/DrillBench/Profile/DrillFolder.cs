using System.Globalization;

namespace DrillBench.Profile;

/// <summary>The configuration of the drill's own Prometheus and Alertmanager, generated from the repository's and the topology's.</summary>
/// <param name="Folder">Where it is.</param>
/// <param name="Prometheus">Port.</param>
/// <param name="Alertmanager">Port.</param>
internal sealed record DrillFolder(string Folder, int Prometheus, int Alertmanager)
{
    // A scrape so rare that its age is noticed, and not so rare that its samples count no more.
    private const string RareInterval = "15s";

    // Whom a stopped server keeps waiting for longer than a second, which is also the longest that a scrape of every second may last.
    private const string Patient = "\"service\": \"postgres\"";
    private const string PatientInterval = "2s";

    // It stands for GitHub, which nobody of ours asks how it is.
    private const string Unwatched = "uat-github-emulator";

    // Rules of work that takes its time in a drill as well, such as handing jobs to runners that were lost.
    private static readonly string[] s_paceOfTheFleet = ["lease", "queues"];

    private static readonly string[] s_receivers = ["page", "mend", "note"];

    /// <summary>Targets: those of the topology, and what a fault adds.</summary>
    public string Targets => Path.Combine(Folder, "targets");

    /// <summary>Targets that are asked once, and then so late that they count as forgotten.</summary>
    public string ForgottenTargets => Path.Combine(Targets, "forgotten");

    private string PatientTargets => Path.Combine(Targets, "patient");

    /// <param name="folder">An empty folder.</param>
    /// <param name="monitoring">The repository's folder of that name.</param>
    /// <param name="targets">What the topology's own Prometheus asks.</param>
    /// <param name="ports">Of Prometheus, Alertmanager and the receiver.</param>
    public static DrillFolder Write(string folder, string monitoring, string targets, (int Prometheus, int Alertmanager, int Receiver) ports)
    {
        var drill = new DrillFolder(folder, ports.Prometheus, ports.Alertmanager);
        foreach (var name in new[] { "rules", "targets", "targets/forgotten", "targets/patient" })
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
        }

        foreach (var file in Directory.EnumerateFiles(Path.Combine(monitoring, "prometheus", "rules"), "*.yml"))
        {
            var rules = File.ReadAllText(file);
            File.WriteAllText(
                Path.Combine(folder, "rules", Path.GetFileName(file)),
                s_paceOfTheFleet.Contains(Path.GetFileNameWithoutExtension(file)) ? rules : ShorterTime.Of(rules));
        }

        foreach (var file in Directory.EnumerateFiles(targets, "*.json").Where(file => Path.GetFileNameWithoutExtension(file) != Unwatched))
        {
            var isPatient = File.ReadAllText(file).Contains(Patient, StringComparison.Ordinal);
            File.Copy(file, Path.Combine(isPatient ? drill.PatientTargets : drill.Targets, Path.GetFileName(file)));
        }

        File.WriteAllText(Path.Combine(folder, "prometheus.yml"), drill.Scrapes());
        var alertmanager = File.ReadAllText(Path.Combine(monitoring, "alertmanager", "alertmanager.yml"));
        File.WriteAllText(Path.Combine(folder, "alertmanager.yml"), Heard(alertmanager, ports.Receiver));
        return drill;
    }

    /// <summary>Writes a target under another name first: Prometheus never reads half of it.</summary>
    public static void WriteTarget(string file, string service, string resource, int port)
    {
        var draft = $"{file}.new";
        File.WriteAllText(
            draft,
            string.Create(CultureInfo.InvariantCulture, $$$"""[{"targets":["localhost:{{{port}}}"],"labels":{"service":"{{{service}}}","resource":"{{{resource}}}"}}]"""));
        File.Move(draft, file, overwrite: true);
    }

    private string Scrapes() =>
        $$"""
        global:
          scrape_interval: 1s
          scrape_timeout: 1s
          evaluation_interval: 1s
        rule_files: [rules/*.yml]
        alerting:
          alertmanagers:
            - static_configs: [{targets: ["127.0.0.1:{{Alertmanager}}"]}]
        scrape_configs:
        {{Job("familycart", "targets/*.json", "1s")}}
        {{Job("patient", "targets/patient/*.json", PatientInterval, PatientInterval)}}
        {{Job("forgotten", "targets/forgotten/*.json", RareInterval)}}
        """;

    private static string Job(string name, string files, string interval, string timeout = "1s") => $$"""
          - job_name: {{name}}
            scrape_interval: {{interval}}
            scrape_timeout: {{timeout}}
            file_sd_configs: [{files: ["{{files}}"], refresh_interval: 1s}]
            relabel_configs:
              - {source_labels: [service], regex: (.+), target_label: job}
        """;

    // Waits of Alertmanager are for people; inhibition and routes are as they are.
    private static string Heard(string configuration, int port)
    {
        var lines = configuration.Split('\n').Select(line => line.TrimStart() switch
        {
            ['g', 'r', 'o', 'u', 'p', '_', 'w', 'a', 'i', 't', ..] => $"{line.Split(':')[0]}: 1s",
            ['g', 'r', 'o', 'u', 'p', '_', 'i', 'n', 't', 'e', ..] => $"{line.Split(':')[0]}: 1s",
            var text when s_receivers.Any(name => text == $"- name: {name}") => string.Create(
                CultureInfo.InvariantCulture,
                $"{line}\n    webhook_configs: [{{url: \"http://127.0.0.1:{port}/{text[8..]}\", send_resolved: true}}]"),
            _ => line,
        });
        return string.Join('\n', lines);
    }
}
