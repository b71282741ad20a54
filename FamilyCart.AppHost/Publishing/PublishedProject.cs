using FamilyCart.AppHost.Launch;
using FamilyCart.AppHost.Machine;
using FamilyCart.AppHost.Resources.Backup;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Publishing;

/// <summary>The folder that goes to a server: what the hosting library writes, and all that it mounts.</summary>
internal sealed class PublishedProject(IDistributedApplicationBuilder builder)
{
    // Where the hosting library writes when --output-path says nothing.
    private const string DefaultFolder = "aspire-output";

    private const string ComposeFile = "docker-compose.yaml";
    private const string VariablesFile = ".env";

    // Where an operator puts what is his: certificates, answers to ACME challenges, receivers of alerts.
    private static readonly string[] s_operators = ["tls", "acme", "receivers"];

    // Both as they were before the hosting library writes.
    private readonly IReadOnlyDictionary<string, string> _before = ValuesBefore(builder);
    private readonly string? _backupCopy = builder.BackupCopyFolder();

    /// <summary>Absolute.</summary>
    public string Folder { get; } = FolderOf(builder);

    /// <summary>What was set in the folder when it was published before; nothing the first time.</summary>
    public static IReadOnlyDictionary<string, string> ValuesBefore(IDistributedApplicationBuilder builder) =>
        EnvironmentFile.Read(Path.Combine(FolderOf(builder), VariablesFile));

    /// <summary>Makes way for the hosting library, whose failed steps leave no other sign than files that are not there.</summary>
    public void Begin()
    {
        if (Directory.Exists(Folder))
        {
            File.Delete(Path.Combine(Folder, ComposeFile));
        }
    }

    /// <summary>Adds the rest.</summary>
    /// <returns>What is still missing before a server can start it.</returns>
    public IReadOnlyList<Fault> Complete(TimeProvider time)
    {
        if (!File.Exists(Path.Combine(Folder, ComposeFile)))
        {
            return [new Fault(ExitCode.PublishFailed, $"Nothing was published to {Folder}; the step that failed is named above.")];
        }

        WriteFiles();
        return builder.Topology().Settings.Publish.Values ? WriteValues(time) : [];
    }

    private void WriteFiles()
    {
        File.WriteAllText(Path.Combine(Folder, ProcessLimits.FileName), ProcessLimits.Text(builder.ComposePlans()));
        File.WriteAllText(Path.Combine(Folder, SecretIndex.FileName), SecretIndex.Text([.. builder.Resources]));
        foreach (var published in builder.Resources.SelectMany(resource => resource.Annotations.OfType<PublishedFolderAnnotation>()).DistinctBy(published => published.Folder))
        {
            var target = Path.Combine(Folder, published.Folder);
            if (Directory.Exists(target))
            {
                Directory.Delete(target, recursive: true);
            }

            OpenFolder.Create(target);
            foreach (var (name, contents) in published.Files())
            {
                OpenFolder.Write(Path.Combine(target, name), contents);
            }
        }

        foreach (var name in s_operators)
        {
            OpenFolder.Create(Path.Combine(Folder, name));
        }
    }

    private List<Fault> WriteValues(TimeProvider time)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var topology = builder.Topology();
        var path = Path.Combine(Folder, VariablesFile);
        var now = builder.Configuration.GetSection("Publish:Set").GetChildren().ToDictionary(value => value.Key, value => value.Value ?? "", StringComparer.Ordinal);
        var plan = new EnvironmentPlan(topology, _before, now, _backupCopy);
        var variables = plan.Variables(EnvironmentFile.Read(path).Keys);
        EnvironmentFile.Write(path, variables);
        List<Fault> faults = [.. plan.Faults(variables), .. SecretFolder.Fill(Folder, [.. builder.Resources])];
        if (faults.Count == 0 && topology.Settings.Publish.SelfSigned)
        {
            SelfSignedCertificate.Ensure(Path.Combine(Folder, "tls"), variables.Single(variable => variable.Name == "GATEWAY_HOSTS").Value, time);
        }

        if (builder.Carries(ComposeProfile.Uat) && !File.Exists(Path.Combine(Folder, "tls", "fullchain.pem")))
        {
            faults.Add(new Fault(ExitCode.BadConfiguration, "tls/fullchain.pem and tls/privkey.pem are missing, without which the gateway does not start; put them there, or try it out with Publish:SelfSigned=true."));
        }

        return faults;
    }

    private static string FolderOf(IDistributedApplicationBuilder builder) =>
        Path.GetFullPath(builder.Configuration["output-path"] ?? Path.Combine(builder.AppHostDirectory, DefaultFolder));
}
