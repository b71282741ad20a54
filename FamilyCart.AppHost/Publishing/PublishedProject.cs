using FamilyCart.AppHost.Launch;
using FamilyCart.AppHost.Machine;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Publishing;

/// <summary>The folder that goes to a server: what the hosting library writes, and all that it mounts.</summary>
internal sealed class PublishedProject(IDistributedApplicationBuilder builder, string folder)
{
    private const string ComposeFile = "docker-compose.yaml";
    private const string VariablesFile = ".env";

    // Where an operator puts what is his: certificates, answers to ACME challenges, receivers of alerts.
    private static readonly string[] s_operators = ["tls", "acme", "receivers"];

    private readonly IReadOnlyDictionary<string, string> _before = EnvironmentFile.Read(Path.Combine(folder, VariablesFile));

    /// <summary>Makes way for the hosting library, whose failed steps leave no other sign than files that are not there.</summary>
    public void Begin()
    {
        if (Directory.Exists(folder))
        {
            File.Delete(Path.Combine(folder, ComposeFile));
        }
    }

    /// <summary>Adds the rest.</summary>
    /// <returns>What is still missing before a server can start it.</returns>
    public IReadOnlyList<Fault> Complete(TimeProvider time)
    {
        if (!File.Exists(Path.Combine(folder, ComposeFile)))
        {
            return [new Fault(ExitCode.PublishFailed, $"Nothing was published to {folder}; the step that failed is named above.")];
        }

        WriteFiles();
        return builder.Topology().Settings.Publish.Values ? WriteValues(time) : [];
    }

    private void WriteFiles()
    {
        File.WriteAllText(Path.Combine(folder, ProcessLimits.FileName), ProcessLimits.Text(builder.ComposePlans()));
        File.WriteAllText(Path.Combine(folder, SecretIndex.FileName), SecretIndex.Text([.. builder.Resources]));
        foreach (var published in builder.Resources.SelectMany(resource => resource.Annotations.OfType<PublishedFolderAnnotation>()).DistinctBy(published => published.Folder))
        {
            var target = Path.Combine(folder, published.Folder);
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
            OpenFolder.Create(Path.Combine(folder, name));
        }
    }

    private List<Fault> WriteValues(TimeProvider time)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var topology = builder.Topology();
        var path = Path.Combine(folder, VariablesFile);
        var now = builder.Configuration.GetSection("Publish:Set").GetChildren().ToDictionary(value => value.Key, value => value.Value ?? "", StringComparer.Ordinal);
        var plan = new EnvironmentPlan(topology, _before, now);
        var variables = plan.Variables(EnvironmentFile.Read(path).Keys);
        EnvironmentFile.Write(path, variables);
        List<Fault> faults = [.. plan.Faults(variables), .. SecretFolder.Fill(folder, [.. builder.Resources])];
        if (faults.Count == 0 && topology.Settings.Publish.SelfSigned)
        {
            SelfSignedCertificate.Ensure(Path.Combine(folder, "tls"), variables.Single(variable => variable.Name == "GATEWAY_HOSTS").Value, time);
        }

        if (builder.Carries(ComposeProfile.Uat) && !File.Exists(Path.Combine(folder, "tls", "fullchain.pem")))
        {
            faults.Add(new Fault(ExitCode.BadConfiguration, "tls/fullchain.pem and tls/privkey.pem are missing, without which the gateway does not start; put them there, or try it out with Publish:SelfSigned=true."));
        }

        return faults;
    }
}
