using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Docker;

/// <summary>What a resource becomes in a compose file.</summary>
public class DockerComposeServiceResource : Resource, IResourceWithParent<DockerComposeEnvironmentResource>
{
    private const string DefaultPort = "8080";

    internal DockerComposeServiceResource(IResource target, DockerComposeEnvironmentResource environment) : base(target.Name)
    {
        Target = target;
        Parent = environment;
    }

    public DockerComposeEnvironmentResource Parent { get; }

    internal IResource Target { get; }

    internal IReadOnlyDictionary<string, object> Environment { get; set; } = new Dictionary<string, object>();

    internal IReadOnlyList<object> Arguments { get; set; } = [];

    internal IReadOnlyList<ResolvedEndpoint> Endpoints { get; set; } = [];

    /// <summary>The port that an endpoint listens on, or what stands for it.</summary>
    internal string PortOf(ResolvedEndpoint endpoint) => endpoint.TargetPort is { } port
        ? port.ToString(CultureInfo.InvariantCulture)
        : Parent.Capture($"{Name}_PORT", $"Default container port for {Name}", null, DefaultPort);
}
